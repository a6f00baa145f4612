import type { Setting } from '../../../src/model/setting.ts'
import type { Value } from '../../../src/model/value.ts'
import type { Count } from '../../../src/model/workload.ts'
import type { Config } from './config.ts'
import { headOf, type Manifest } from './manifests.ts'

/** How many compilers cargo runs at once. */
export interface Jobs {
  /** `build.jobs` where it is set. */
  readonly set?: Setting<Value>
  readonly count: Setting<Count>
  /** For messages. */
  readonly written: string
}

/**
 * One job per cpu unless `build.jobs` says otherwise; a negative number is taken from the cpus. cargo refuses to
 * run with any other value. `units` is what there is to compile at most, where that is known.
 */
export function readJobs(config: Config, root: Manifest, units: number | undefined): Jobs {
  const set = config.find(['build', 'jobs'])
  if (set && typeof set.value === 'number' && set.value > 0) {
    const count: Count = { kind: 'fixed', processes: set.value }
    return { set, count: { ...set, value: count }, written: `jobs = ${set.value}` }
  }
  const plus = typeof set?.value === 'number' ? set.value : 0
  const perCpu: Count = { kind: 'per-cpu', cpus: 'quota', plus }
  const count: Count = units === undefined ? perCpu : { kind: 'capped', count: perCpu, atMost: units }
  if (set) return { set, count: { ...set, value: count }, written: `jobs = ${JSON.stringify(set.value)}` }
  return { count: { ...headOf(root), value: count }, written: "cargo's default" }
}
