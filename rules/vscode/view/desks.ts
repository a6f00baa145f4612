import { type Bytes, formatGiB } from '../../../src/model/bytes.ts'
import { capacityOf, type Host } from '../../../src/model/host.ts'
import type { Plan } from '../../../src/model/plan.ts'

/** A machine on which somebody edits, and what it has. */
export interface Desk {
  readonly name: string
  /** Physical memory, or the smallest limit below it. */
  readonly capacity: Bytes
  readonly host: Host
}

/** The evaluated machines on which somebody edits, the smallest first. In CI nobody does. */
export function desks({ hosts }: Plan): readonly Desk[] {
  return hosts
    .filter(({ host }) => host.kind === 'workstation')
    .map(({ host }) => ({ name: host.name, capacity: capacityOf(host).value, host }))
    .toSorted((a, b) => a.capacity - b.capacity)
}

/** A limit of one server that is more than a quarter of what some machines have. */
export interface Outsized {
  /** The machines, the smallest first. */
  readonly on: readonly [Desk, ...Desk[]]
  /** Whether every one of the machines has less memory than that: there it limits nothing. */
  readonly limitsNothing: boolean
  readonly because: readonly string[]
}

/** Undefined where a limit leaves three quarters of every machine to all else. */
export function outsized(limit: Bytes, plan: Plan): Outsized | undefined {
  const all = desks(plan)
  const [first, ...others] = all.filter(desk => limit > desk.capacity / SHARE)
  if (!first) return undefined
  const on: Outsized['on'] = [first, ...others]
  return {
    on,
    limitsNothing: all.every(desk => limit >= desk.capacity),
    because: on.map(
      ({ name, capacity }) =>
        `${name}: ${formatGiB(capacity, 'down')} ÷ ${SHARE} = ${formatGiB(capacity / SHARE, 'down')}, and the limit is ${formatGiB(limit)}`,
    ),
  }
}

/** One server may have a quarter: the editor, other servers, the browser, tests and builds share the rest. */
export const SHARE = 4
