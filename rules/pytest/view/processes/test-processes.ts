import type { Amount } from '../../../../src/model/footprint.ts'
import type { FootprintRow, FootprintTable } from '../../../../src/model/footprint-table.ts'
import table from '../../../tables/test-processes.json' with { type: 'json' }

/** What processes take that tests start, before the tests do anything in them. */
export const TEST_PROCESSES = table as FootprintTable

/** One process of a row. */
export function processNamed(row: string): Amount {
  const { name, bytes, evidence, source } = TEST_PROCESSES.rows.find(
    each => each.name === row,
  ) as FootprintRow
  return { what: `process of ${name}`, bytes, evidence, source }
}
