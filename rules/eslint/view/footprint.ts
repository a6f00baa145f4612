import { type Amount, footprint } from '../../../src/model/footprint.ts'
import type { FootprintRow, FootprintTable } from '../../../src/model/footprint-table.ts'
import table from '../../tables/eslint-workers.json' with { type: 'json' }

export const WORKERS = table as FootprintTable

/** One worker, with a program of its own: no two of them share what TypeScript knows of the repository. */
export const TYPED_WORKER = footprint('default', [
  amount('worker with types', 'eslint with the program of a small repository'),
  amount('a larger program', 'what a larger program takes more'),
])

/** The thread that hands out the files. */
export const MAIN_THREAD = amount('eslint itself', 'eslint itself')

function amount(row: string, what: string): Amount {
  const { bytes, evidence, source } = WORKERS.rows.find(({ name }) => name === row) as FootprintRow
  return { what, bytes, evidence, source }
}
