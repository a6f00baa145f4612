import { type Amount, footprint } from '../../../src/model/footprint.ts'
import type { FootprintRow, FootprintTable } from '../../../src/model/footprint-table.ts'
import table from '../../tables/next-workers.json' with { type: 'json' }

export const WORKERS = table as FootprintTable

/** One worker that collects the data of pages and renders them. */
export const STATIC_WORKER = footprint('default', [
  amount('static worker', 'Node with Next.js'),
  amount('what pages import', 'what the pages import and keep'),
])

export const BUILD = amount('next build itself', 'next build itself')

function amount(row: string, what: string): Amount {
  const { bytes, evidence, source } = WORKERS.rows.find(({ name }) => name === row) as FootprintRow
  return { what, bytes, evidence, source }
}
