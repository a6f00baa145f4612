import type { Setting } from '../../../src/model/setting.ts'
import type { Value } from '../../../src/model/value.ts'
import type { Count } from '../../../src/model/workload.ts'
import type { CountDoubts, FixedCount } from '../../common/fixed-count.ts'

/** How many workers pylint checks with, where it is more than one. The number 0 stands for every cpu. */
export interface Jobs extends FixedCount {
  readonly number: number
  readonly count: Setting<Count>
}

/** Undefined for one job, which starts no worker, and for what pylint refuses. */
export function readJobs(from: Setting<Value>): Jobs | undefined {
  const part = typeof from.value === 'string' ? withoutComment(from.value) : String(from.value)
  if (!/^\d+$/.test(part)) return undefined
  const number = Number(part)
  if (number === 1) return undefined
  // pylint looks at affinity and, unlike most of Python, at the quota of a container.
  const value: Count =
    number === 0 ? { kind: 'per-cpu', cpus: 'quota' } : { kind: 'fixed', processes: number }
  const set = typeof from.value !== 'string' || part === from.value ? from : { ...from, part }
  return { set, key: 'jobs', number, count: { ...set, value } }
}

/** pylint reads its ini files with comments at the end of lines. */
function withoutComment(value: string): string {
  return value.replace(/\s[#;].*$/s, '').trim()
}

export const DOUBTS: CountDoubts = {
  none: {
    title: 'check fewer packages at a time, or use a machine with more memory',
    why: 'what a worker takes grows with what the checked code imports',
  },
  one: 'one job checks all files in pylint’s own process, which takes as long as all of them together',
}
