import { describe } from 'vitest'
import { parseJavaScript } from '../../src/documents/javascript.ts'
import { proveEdits } from './edits.properties.ts'
import { writtenBehind } from './jsonc.arbitrary.ts'

describe('every operation, on modules in every style', () => {
  proveEdits({
    written: writtenBehind('export default '),
    parse: text => parseJavaScript('vitest.config.ts', text),
    comments: { above: ['// why', '/* and how */'], beside: '// here' },
  })
})
