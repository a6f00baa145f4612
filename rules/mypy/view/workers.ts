import type { Setting } from '../../../src/model/setting.ts'
import type { Value } from '../../../src/model/value.ts'
import type { Count } from '../../../src/model/workload.ts'
import type { CountDoubts, FixedCount } from '../../common/fixed-count.ts'

/** How many workers mypy starts. */
export interface Workers extends FixedCount {
  readonly count: Setting<Count>
  /** As it is written, for messages. */
  readonly written: string
}

/** `auto` starts no more than this (`MAX_AUTO_WORKERS` of mypy 2.4). */
const MOST_AUTOMATIC = 8

/** Undefined where mypy starts no worker: what it cannot read as a number, it leaves out. */
export function readWorkers(set: Setting<Value>): Workers | undefined {
  const text = String(set.value).trim()
  const written = `num_workers = ${text}`
  if (text === 'auto') {
    const value: Count = {
      kind: 'capped',
      count: { kind: 'per-cpu', cpus: 'logical' },
      atMost: MOST_AUTOMATIC,
    }
    return { set, key: 'num_workers', written, count: { ...set, value } }
  }
  const number = /^\d+$/.test(text) ? Number(text) : 0
  if (number === 0) return undefined
  const value: Count = { kind: 'fixed', processes: number }
  return { set, key: 'num_workers', number, written, count: { ...set, value } }
}

export const DOUBTS: CountDoubts = {
  none: {
    title: 'check fewer packages at a time, or use a machine with more memory',
    why: 'fewer workers check more files each, and one process without workers holds all of them',
  },
}
