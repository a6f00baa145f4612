import { formatGiB, GiB } from '../../../src/model/bytes.ts'
import { isGuess } from '../../../src/model/footprint.ts'
import type { HostSizing } from '../../../src/model/rule.ts'

/** Up to this size there is no room for a broad check beside the server of a large workspace. */
export function isSmall({ plan }: HostSizing): boolean {
  return plan.budget.capacity <= 16 * GiB
}

/** Editors count on workstations only, and of several folders only the one that needs most. */
export function isOpen({ plan, row }: HostSizing): boolean {
  return plan.live.includes(row)
}

/**
 * More than half of what is usable, or what makes the largest run overshoot that would fit without it. What a run
 * takes must be known for that: a guess beside a guess says nothing of a repository.
 */
export function crowding({ plan: { budget, host, live }, row: { total } }: HostSizing) {
  const { usable, share, available } = budget
  const found = (reason: string) => ({
    host: host.name,
    total,
    reason,
    left: leftOf(host.name, usable, total),
  })
  if (total > usable / 2)
    return found(`more than half of the ${formatGiB(usable, 'down')} usable on ${host.name}`)
  const runs = live.filter(
    row =>
      row.workload.phase !== 'editor' &&
      !isGuess(row.workload.footprint) &&
      row.total > available &&
      row.total <= usable / share,
  )
  const [run] = runs
  return (
    run &&
    found(
      `and ${run.workload.title} (${formatGiB(run.total)}) would fit into ${host.name}'s ${formatGiB(usable, 'down')} without it`,
    )
  )
}

/** What an editor leaves to tests and builds, in words. */
export function leftOn({ plan, row }: HostSizing): string {
  return leftOf(plan.host.name, plan.budget.usable, row.total)
}

function leftOf(host: string, usable: number, server: number): string {
  const left = formatGiB(Math.max(0, usable - server), 'down')
  return `${host}: ${formatGiB(usable, 'down')} usable − ${formatGiB(server)} server = ${left} for tests and builds`
}
