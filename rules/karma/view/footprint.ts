import { type Amount, type Footprint, footprint } from '../../../src/model/footprint.ts'
import type { FootprintRow, FootprintTable } from '../../../src/model/footprint-table.ts'
import table from '../../tables/karma-browsers.json' with { type: 'json' }

export const BROWSERS = table as FootprintTable

/** One browser with all processes that it has. */
export const BROWSER: Footprint = footprint('default', [
  amount('browser', 'a browser with an empty test'),
  amount('what tests load', 'what the tests load'),
])

/** The process that serves the files. */
export const SERVER = amount('karma itself', 'karma itself')

function amount(row: string, what: string): Amount {
  const { bytes, evidence, source } = BROWSERS.rows.find(({ name }) => name === row) as FootprintRow
  return { what, bytes, evidence, source }
}
