import type { Setting } from '../../../src/model/setting.ts'
import type { Value } from '../../../src/model/value.ts'
import type { Count } from '../../../src/model/workload.ts'

/** How many workers pylint checks with, where it is more than one. */
export interface Jobs {
  /** `part` is the number itself, where a comment stands behind it. */
  readonly set: Setting<Value>
  readonly count: Setting<Count>
  /** The number that is written: 0 stands for every cpu. */
  readonly number: number
}

/** Undefined for one job, which starts no worker, and for what pylint refuses. */
export function readJobs(set: Setting<Value>): Jobs | undefined {
  const part = typeof set.value === 'string' ? withoutComment(set.value) : String(set.value)
  if (!/^\d+$/.test(part)) return undefined
  const number = Number(part)
  if (number === 1) return undefined
  const value: Count =
    number === 0
      ? // pylint looks at affinity and, unlike most of Python, at the quota of a container.
        { kind: 'per-cpu', cpus: 'quota' }
      : { kind: 'fixed', processes: number }
  const own = part === set.value ? set : { ...set, part }
  return { set: own, number, count: { ...own, value } }
}

/** pylint reads its ini files with comments at the end of lines. */
function withoutComment(value: string): string {
  return value.replace(/\s[#;].*$/s, '').trim()
}
