import { type Amount, type Footprint, footprint } from '../../../src/model/footprint.ts'
import type { FootprintRow, FootprintTable } from '../../../src/model/footprint-table.ts'
import type { Value } from '../../../src/model/value.ts'
import table from '../../tables/jest-workers.json' with { type: 'json' }

export const WORKERS = table as FootprintTable

/** One worker. What its tests import and leave behind makes most of it, and no configuration says what that is. */
export function workerIn(environment: Value | undefined): Footprint {
  const isDom = typeof environment === 'string' && /(^|-)jsdom$/.test(environment)
  const own = isDom ? amount('jsdom', 'Node with jest and jsdom') : amount('node', 'Node with jest')
  return footprint('default', [own, amount('what tests import', 'what its tests import and leave behind')])
}

/** What the configuration lets a worker keep before jest replaces it by a new one; what it does keep, nobody knows. */
export function workerUpTo(limit: Value | undefined): Footprint | undefined {
  const bytes = bytesOf(limit)
  const source = `memlint's reading of workerIdleMemoryLimit: ${JSON.stringify(limit)}; what a worker does keep may be less`
  return bytes === undefined
    ? undefined
    : footprint('derived', [
        { what: 'what workerIdleMemoryLimit lets it keep', bytes, evidence: 'guess', source },
      ])
}

/** As jest reads it. Undefined for a part of the memory, which is another amount on every machine. */
function bytesOf(limit: Value | undefined): number | undefined {
  if (typeof limit === 'number') return limit > 1 ? limit : undefined
  const [, number = '', unit = ''] =
    (typeof limit === 'string' && /^([\d.]+)\s*([kmg]i?b?)$/i.exec(limit)) || []
  const power = 'kmg'.indexOf(unit.charAt(0).toLowerCase()) + 1
  return unit ? Math.round(Number(number) * (/i/i.test(unit) ? 1024 : 1000) ** power) : undefined
}

/** The process that hands out the files. */
export const MAIN_PROCESS = amount('jest itself', 'jest itself')

function amount(row: string, what: string): Amount {
  const { bytes, evidence, source } = WORKERS.rows.find(({ name }) => name === row) as FootprintRow
  return { what, bytes, evidence, source }
}
