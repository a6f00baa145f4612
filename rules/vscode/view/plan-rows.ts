import type { Plan } from '../../../src/model/plan.ts'
import type { Count, Workload } from '../../../src/model/workload.ts'

/** What another tool starts in a folder, as the plan knows it; the plain run where there are several. */
export function runOf({ workloads }: Plan, kind: string, folder: string): Workload | undefined {
  return workloads.find(workload => workload.kind === kind && workload.folder === folder)
}

/** Whether nobody wrote a number: then a machine with more cpus starts more. */
export function growsWithCpus(count: Count): boolean {
  return count.kind === 'capped' ? growsWithCpus(count.count) : count.kind === 'per-cpu'
}
