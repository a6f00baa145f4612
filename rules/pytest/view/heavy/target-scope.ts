import type { Context } from '../../../../src/model/rule.ts'
import type { PytestView } from '../../ecosystem.ts'
import type { HeavyFixture } from './heavy-fixtures.ts'
import { modulesOf } from './heavy-fixtures.ts'

/**
 * How long a fixture's object should live. A module's length keeps the peak low where there are several heavy
 * objects; the session's is right for one that several modules share (or that is never freed anyway), as long
 * as it fits beside everything else that a worker may hold.
 */
export function targetScope(one: HeavyFixture, view: PytestView, context: Context): 'module' | 'session' {
  if (modulesOf(one.users).length < 2) return 'module'
  return fitsForSession(one, view, context) ? 'session' : 'module'
}

function fitsForSession(one: HeavyFixture, { runs, python }: PytestView, context: Context): boolean {
  const workload = runs[0]?.workload
  if (!workload) return false
  const beside = bytesOf(python.heavyFixtures.filter(other => other !== one))
  const { hosts } = context.size(workload, '')
  return hosts.every(({ row, plan }) => {
    const workers = row.processes === 'unbounded' ? row.fits : Math.min(row.processes, row.fits)
    const needed = row.base + workers * (row.workload.footprint.bytes + beside)
    return workers > 0 && needed <= plan.budget.available
  })
}

/** Each object once: what a worker holds when it has met all of them. */
function bytesOf(fixtures: readonly HeavyFixture[]): number {
  let sum = 0
  for (const { heavy } of fixtures) for (const { amount } of heavy) sum += amount.bytes
  return sum
}
