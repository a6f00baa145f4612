import type { Document } from '../../../src/model/document.ts'
import { type Setting, setting } from '../../../src/model/setting.ts'
import { isTable, type Value } from '../../../src/model/value.ts'
import type { Count } from '../../../src/model/workload.ts'

/** How many tests nextest runs at once, each in a process of its own. */
export interface Threads {
  /** `test-threads` of the default profile; `value` is undefined where nothing is set. */
  readonly written: Setting<Value | undefined>
  readonly count: Setting<Count>
  /** What one test takes of the threads: `threads-required` for every test. */
  readonly each: number
  /** For messages. */
  readonly words: string
}

const DEFAULT = ['profile', 'default']

/** Of the default profile: others are named on the command line, and CI names its own. */
export function readThreads(document: Document): Threads {
  const at = [...DEFAULT, 'test-threads']
  const value = document.get(at)
  const written = setting(value, document, at)
  const required = document.get([...DEFAULT, 'threads-required'])
  const each = typeof required === 'number' ? Math.max(1, required) : 1
  // The two words stand for all threads there are.
  const count = typeof required === 'string' ? ONE : countOf(value, each)
  const words = value === undefined ? "nextest's default" : `test-threads = ${JSON.stringify(value)}`
  return { written, count: { ...written, value: count }, each, words }
}

const ONE: Count = { kind: 'fixed', processes: 1 }

/** A number is a count, a negative one is taken from the cpus; the default is one per cpu. */
function countOf(threads: Value | undefined, each: number): Count {
  const count: Count =
    typeof threads === 'number' && threads > 0
      ? { kind: 'fixed', processes: threads }
      : { kind: 'per-cpu', cpus: 'quota', plus: typeof threads === 'number' ? threads : 0 }
  return sharedBy(count, each)
}

/** How many tests run at once where each of them takes several of the threads. */
export function sharedBy(threads: Count, each: number): Count {
  if (threads.kind === 'fixed')
    return { kind: 'fixed', processes: Math.max(1, Math.floor(threads.processes / each)) }
  if (threads.kind !== 'per-cpu') return threads
  return { ...threads, times: 1 / each, plus: Math.ceil((threads.plus ?? 0) / each) }
}

/** Whether an override gives some tests more threads, or a group of which few run at once. */
export function limitsHeavyTests(document: Document): boolean {
  const overrides = document.get([...DEFAULT, 'overrides'])
  return (
    Array.isArray(overrides) &&
    overrides.some(one => isTable(one) && ('threads-required' in one || 'test-group' in one))
  )
}
