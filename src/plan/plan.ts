import type { FanOut } from '../model/fan-out.ts'
import type { Plan } from '../model/plan.ts'
import type { Workload } from '../model/workload.ts'
import { withConfiguredFootprint } from './footprints.ts'
import { type PlanOptions, planFor } from './on-host.ts'
import { runnerPlans } from './runners.ts'

export type { PlanOptions } from './on-host.ts'

/** Everything the repository starts, against every host. */
export function makePlan(
  found: readonly Workload[],
  options: PlanOptions,
  fanOuts: readonly FanOut[] = [],
): Plan {
  const workloads = found.map(workload => withConfiguredFootprint(workload, options.footprintOf))
  const runners = runnerPlans(workloads, options)
  const named = new Set(runners.flatMap(({ rows }) => rows.map(({ workload }) => workload.id)))
  const elsewhere = workloads.filter(({ id, again }) => !named.has(id) && !again)
  return { workloads, hosts: options.hosts.map(host => planFor(host, elsewhere, options, fanOuts)), runners }
}
