import { type Amount, type Footprint, footprint } from '../../../src/model/footprint.ts'
import type { FootprintRow, FootprintTable } from '../../../src/model/footprint-table.ts'
import type { Value } from '../../../src/model/value.ts'
import table from '../../tables/mocha-workers.json' with { type: 'json' }

export const WORKERS = table as FootprintTable

/** One worker; `required` is what it loads before its tests. What those import, no configuration says. */
export function workerIn(required: Value | undefined): Footprint {
  const modules = Array.isArray(required) ? required : [required]
  return footprint('default', [
    amount('node', 'Node with mocha'),
    ...(modules.includes('ts-node/register') ? [amount('ts-node', 'ts-node with its type check')] : []),
    amount('what tests import', 'what its tests import'),
  ])
}

/** The process that hands out the files. */
export const MAIN_PROCESS = amount('mocha itself', 'mocha itself')

function amount(row: string, what: string): Amount {
  const { bytes, evidence, source } = WORKERS.rows.find(({ name }) => name === row) as FootprintRow
  return { what, bytes, evidence, source }
}
