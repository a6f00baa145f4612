import { describe } from 'vitest'
import { parseYaml } from '../../src/documents/yaml.ts'
import { proveEdits } from './edits.properties.ts'
import { written } from './yaml.arbitrary.ts'

describe('every operation, on files in every style', () => {
  proveEdits({
    written,
    parse: text => parseYaml('ci.yml', text),
    comments: { above: ['# why', '# and how'], beside: '# here' },
  })
})
