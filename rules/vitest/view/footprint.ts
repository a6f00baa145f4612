import { type Amount, type Footprint, footprint } from '../../../src/model/footprint.ts'
import type { FootprintRow, FootprintTable } from '../../../src/model/footprint-table.ts'
import type { Value } from '../../../src/model/value.ts'
import table from '../../tables/vitest-workers.json' with { type: 'json' }

export const WORKERS = table as FootprintTable

/** One worker. What its tests import makes most of it, and nothing in a configuration says what that is. */
export function workerIn(environment: Value | undefined): Footprint {
  const name = environment === 'jsdom' || environment === 'happy-dom' ? environment : 'node'
  const what = name === 'node' ? 'Node with vitest' : `Node with vitest and ${name}`
  return footprint('default', [amount(name, what), amount('what tests import', 'what its tests import')])
}

/** The process that transforms the files and hands them out. */
export const MAIN_PROCESS = amount('vitest itself', 'vitest itself')

function amount(row: string, what: string): Amount {
  const { bytes, evidence, source } = WORKERS.rows.find(({ name }) => name === row) as FootprintRow
  return { what, bytes, evidence, source }
}
