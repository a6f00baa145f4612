import { type FileOp, type Fix, insert, set, splice } from '../../src/model/fix.ts'
import { isGuess } from '../../src/model/footprint.ts'
import type { Context, Sizing } from '../../src/model/rule.ts'
import type { Setting } from '../../src/model/setting.ts'
import type { Value } from '../../src/model/value.ts'

/** A setting that holds the number of processes, as a rule in a tool that has no form for "at most". */
export interface FixedCount {
  /** `part` is the number itself, where more stands in a string. Its value is undefined where nobody wrote one. */
  readonly set: Setting<Value | undefined>
  /** Its key, for titles. */
  readonly key: string
  /** Of processes; undefined where a word stands for a number that depends on the machine. */
  readonly number?: number
  /** Whether a number is written where a string stands: by default a string stays one, as in ini files. */
  readonly asNumber?: boolean
  /** How much of it one process takes, where that is not 1. */
  readonly each?: number
  /** The tool starts no more than it would without the number, so that smaller machines keep what they have. */
  readonly isAtMost?: boolean
  /** What `part` becomes, where it is more than the number. */
  words?(count: number): string
  /** What has to change along with it. */
  beside?(count: number): readonly FileOp[]
}

/** What only the tool's own rule can say about another number. */
export interface CountDoubts {
  /** What to do where not even one process fits, and why memlint does not do it. */
  readonly none: { readonly title: string; readonly why: string }
  /** Why one process is not just fewer of them. */
  readonly one?: string
  /** Why any other number may change more than how long it takes. */
  readonly any?: string
}

/** Of a number that only says how long it takes. */
export const PLAIN_DOUBTS: CountDoubts = {
  none: {
    title: 'name a machine with more memory, or make one process smaller',
    why: 'there is no number to write',
  },
  one: 'with one process everything runs in a row, which may outlast a time limit',
}

/** Writes the number that fits; by hand where not even one does. */
export function fixCount(count: FixedCount, sizing: Sizing, context: Context, doubts: CountDoubts): Fix {
  const { advice } = sizing
  if ('unknown' in advice) {
    const { title, why } = doubts.none
    return { title, safety: 'manual', why: `${advice.unknown}; ${why}` }
  }
  const { value } = advice
  const written = value * (count.each ?? 1)
  const title = `set ${count.key} to ${written}${context.declared ? '' : ', which is what this machine has room for'}`
  const ops = [write(count, written), ...(count.beside?.(written) ?? [])]
  const why =
    (value === 1 ? doubts.one : undefined) ??
    doubtOf(value, count.isAtMost ? value : count.number, sizing, context) ??
    doubts.any
  return why === undefined ? { title, safety: 'safe', ops } : { title, safety: 'unsafe', why, ops }
}

/** The number stays what it is in its file, a number or a string. */
function write({ set: to, asNumber, words }: FixedCount, value: number): FileOp {
  if (to.value === undefined) return insert(to, value)
  if (asNumber || typeof to.value !== 'string') return set(to, value)
  return to.part === undefined ? set(to, String(value)) : splice(to, to.part, words?.(value) ?? String(value))
}

/**
 * Why it is not safe to write a fixed number where there is no at-most form: it also raises what smaller
 * machines start, unless a larger number was there before. Undefined where it only lowers.
 */
export function doubtOf(
  count: number,
  written: Value | undefined,
  { hosts, workload }: Sizing,
  { declared }: Context,
): string | undefined {
  const { kind, process } = workload
  if (isGuess(workload.footprint))
    return `what a ${process} takes is a guess: set footprints["${kind}"] to what you measure`
  if (typeof written === 'number' && written >= count) return undefined
  if (!declared)
    return `a machine with fewer than ${count} cpus would start more ${process}s than it does now`
  const smaller = hosts.find(({ row }) => typeof row.processes === 'number' && row.processes < count)
  return (
    smaller &&
    `${smaller.plan.host.name} would start ${count} ${process}s instead of ${smaller.row.processes}`
  )
}
