import { describe } from 'vitest'
import { parseJsonc } from '../../src/documents/jsonc.ts'
import { proveEdits } from './edits.properties.ts'
import { written } from './jsonc.arbitrary.ts'

describe('every operation, on files in every style', () => {
  proveEdits({
    written,
    parse: text => parseJsonc('settings.json', text),
    comments: { above: ['// why', '/* and how */'], beside: '// here' },
  })
})
