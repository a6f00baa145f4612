import { type Bytes, formatGiB, GiB } from '../model/bytes.ts'
import { capacityOf, type Host, type HostKind } from '../model/host.ts'
import type { Budget } from '../model/plan.ts'

/** How much of a machine is left alone: an amount, or a part of its capacity. */
export type Reserve = { readonly bytes: Bytes } | { readonly part: number }

export interface BudgetOptions {
  /** Replaces the default reserve. */
  readonly reserve?: Reserve
  /** How many runs use the machine at once (worktrees, agents); at least 1. */
  readonly share: number
  /** What editors keep resident; counted on workstations only. */
  readonly resident: Bytes
}

/**
 * What is left alone by default. On a workstation: system, desktop and services. A quarter is what keeps
 * both incidents' machines usable; the floor is what a desktop session needs on a small laptop.
 */
export const DEFAULT_RESERVE: Readonly<Record<HostKind, { floor: Bytes; part: number; why: string }>> = {
  workstation: { floor: 1.5 * GiB, part: 0.25, why: 'system, desktop and services of a workstation' },
  ci: { floor: GiB, part: 0.15, why: 'system and runner in CI' },
  container: { floor: GiB, part: 0.15, why: 'other processes of a container' },
}

/** Capacity, less the reserve, less what editors keep, divided by the runs that share the machine. */
export function budgetOf(host: Host, options: BudgetOptions): Budget {
  const capacity = capacityOf(host)
  const reserve = reserveOf(host, capacity.value, options.reserve)
  const usable = Math.max(0, capacity.value - reserve.bytes)
  const resident = host.kind === 'workstation' ? options.resident : 0
  const available = Math.max(0, usable - resident) / options.share
  return {
    capacity: capacity.value,
    reserve: reserve.bytes,
    usable,
    resident,
    share: options.share,
    available,
    because: [
      `capacity ${formatGiB(capacity.value)} (${capacity.source})`,
      `reserve ${formatGiB(reserve.bytes)} (${reserve.why}): ${formatGiB(usable, 'down')} usable`,
      ...(resident > 0 ? [`editor ${formatGiB(resident)} stays resident while tests and builds run`] : []),
      ...(options.share > 1 ? [`divided by ${options.share} concurrent runs (--share)`] : []),
    ],
  }
}

function reserveOf(
  host: Host,
  capacity: Bytes,
  configured: Reserve | undefined,
): { bytes: Bytes; why: string } {
  if (configured && 'bytes' in configured) return { bytes: configured.bytes, why: 'configured' }
  if (configured)
    return { bytes: capacity * configured.part, why: `configured: ${percent(configured.part)} of capacity` }
  const { floor, part, why } = DEFAULT_RESERVE[host.kind]
  const bytes = Math.max(floor, capacity * part)
  return { bytes, why: `${bytes === floor ? formatGiB(floor) : percent(part)} for ${why}` }
}

function percent(part: number): string {
  return `${Math.round(part * 100)} %`
}
