import type { Footprint } from '../../src/model/footprint.ts'
import { footprint } from '../../src/model/footprint.ts'
import type { FootprintRow, FootprintTable } from '../../src/model/footprint-table.ts'
import table from '../tables/compilers.json' with { type: 'json' }

/** What the processes of native builds take. */
export const COMPILERS = table as FootprintTable

/** Of a compiler nobody has measured. Where the number of them has no bound, their size only chooses the number to write. */
export const COMPILER: Footprint = footprint('default', [compiler()])

function compiler() {
  const { name, bytes, evidence, source } = COMPILERS.rows[0] as FootprintRow
  return { what: `one ${name}`, bytes, evidence, source }
}
