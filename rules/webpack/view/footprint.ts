import { type Amount, footprint } from '../../../src/model/footprint.ts'
import type { FootprintRow, FootprintTable } from '../../../src/model/footprint-table.ts'
import table from '../../tables/webpack-workers.json' with { type: 'json' }

export const WORKERS = table as FootprintTable

/** How much it is depends on the largest file that is minimized, which no configuration says. */
export const MINIMIZER = footprint('default', [
  amount('worker that minimizes 1.1 MB', 'a minimizer over 1.1 MB'),
  amount('larger files', 'what larger files take more'),
])

export const LOADER = footprint('default', [
  amount('worker with babel-loader', 'Node with babel-loader'),
  amount('other loaders', 'what other loaders and larger files take more'),
])

/** The process in which modules are put together. */
export const WEBPACK = amount('webpack itself', 'webpack itself')

function amount(row: string, what: string): Amount {
  const { bytes, evidence, source } = WORKERS.rows.find(({ name }) => name === row) as FootprintRow
  return { what, bytes, evidence, source }
}
