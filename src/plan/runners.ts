import type { Host } from '../model/host.ts'
import type { Job } from '../model/job.ts'
import type { RunnerPlan } from '../model/plan.ts'
import type { NamedMachine } from '../model/rule.ts'
import type { Workload } from '../model/workload.ts'
import { type PlanOptions, planFor } from './on-host.ts'

/** The machines that a job names, as far as they are known. */
export function namedMachines({ runners }: Job, options: PlanOptions): readonly NamedMachine[] {
  return runners.flatMap(runner => {
    const host = options.runnerFor?.(runner.label)
    return host ? [{ runner, plan: planFor({ ...host, name: runner.label }, [], alone(options)) }] : []
  })
}

/** Each machine that jobs name, with what these jobs start there; those of the same kind are one. */
export function runnerPlans(workloads: readonly Workload[], options: PlanOptions): readonly RunnerPlan[] {
  const named = new Map<string, { host: Host; labels: Set<string>; workloads: Set<Workload> }>()
  for (const workload of workloads) {
    for (const { label } of workload.job?.runners ?? []) {
      const host = options.runnerFor?.(label)
      if (!host) continue
      const same = named.get(host.name) ?? { host, labels: new Set(), workloads: new Set() }
      same.labels.add(label)
      same.workloads.add(workload)
      named.set(host.name, same)
    }
  }
  return [...named.values()].map(({ host, labels, workloads: own }) => {
    const plan = planFor({ ...host, name: [...labels].join(' / ') }, [...own], alone(options))
    return { ...plan, labels: [...labels] }
  })
}

/** A job has its machine for itself, and does one thing after the other. */
function alone({ resident: _, ...options }: PlanOptions): PlanOptions {
  return { ...options, share: 1, overlap: false }
}
