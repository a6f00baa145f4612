import type { Workload } from '../../../src/model/workload.ts'
import { type Said, saidWorkload } from '../../common/cargo/said.ts'
import { sharedBy } from './threads.ts'

/** What a command or a variable starts instead of what the configuration says. */
export interface SaidRun {
  readonly said: Said
  readonly workload: Workload
}

/** `each`: what one test takes of the threads. */
export function saidRun(said: Said, usual: Workload, each: number): SaidRun {
  const workload = saidWorkload(said, usual)
  if (each === 1) return { said, workload }
  const count = sharedBy(said.count, each)
  const number = count.kind === 'fixed' ? { number: count.processes } : {}
  return {
    said: { ...said, fixed: { ...said.fixed, ...number, each } },
    workload: { ...workload, count: { ...workload.count, value: count } },
  }
}
