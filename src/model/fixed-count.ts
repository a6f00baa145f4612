import { isGuess } from './footprint.ts'
import type { Context, Sizing } from './rule.ts'
import type { Value } from './value.ts'

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
