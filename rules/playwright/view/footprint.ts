import { type Amount, type Footprint, footprint } from '../../../src/model/footprint.ts'
import type { FootprintRow, FootprintTable } from '../../../src/model/footprint-table.ts'
import table from '../../tables/playwright-workers.json' with { type: 'json' }

export const WORKERS = table as FootprintTable

/** One worker and the browser that it keeps from test to test. What the pages take, no configuration says. */
export const WORKER: Footprint = footprint('default', [
  amount('node', 'Node with the tests'),
  amount('browser', 'a browser with an empty page'),
  amount('what pages take', 'what the pages take'),
])

/** The process that hands out the tests. */
export const MAIN_PROCESS = amount('playwright itself', 'Playwright itself')

function amount(row: string, what: string): Amount {
  const { bytes, evidence, source } = WORKERS.rows.find(({ name }) => name === row) as FootprintRow
  return { what, bytes, evidence, source }
}
