import { type Amount, type Footprint, footprint } from '../../../src/model/footprint.ts'
import type { FootprintRow, FootprintTable } from '../../../src/model/footprint-table.ts'
import table from '../../tables/ava-workers.json' with { type: 'json' }

export const WORKERS = table as FootprintTable

/** What a test file runs in. What it imports makes most of it, and no configuration says what that is. */
export function workerIn(kind: 'thread' | 'process'): Footprint {
  const own = kind === 'thread' ? 'a thread of Node' : 'Node with ava'
  return footprint('default', [amount(kind, own), amount('what tests import', 'what a test file imports')])
}

/** The process that hands out the files. */
export const MAIN_PROCESS = amount('ava itself', 'ava itself')

function amount(row: string, what: string): Amount {
  const { bytes, evidence, source } = WORKERS.rows.find(({ name }) => name === row) as FootprintRow
  return { what, bytes, evidence, source }
}
