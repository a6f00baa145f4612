import { type Bytes, GiB } from '../../model/bytes.ts'
import type { HostPlan } from '../../model/plan.ts'

/** From bytes to percent of a drawing's width. */
export interface Scale {
  /** What the right edge stands for. */
  readonly end: Bytes
  /** Where the axis has figures. */
  readonly ticks: readonly Bytes[]
}

/** The scale of each host in the order of the plans. */
export interface Scales {
  readonly of: readonly Scale[]
  /** Whether bars of different hosts can be compared by their length. */
  readonly shared: boolean
}

/** One scale for all hosts, unless the smallest would be too small to read beside the largest. */
export function scalesOf(plans: readonly HostPlan[]): Scales {
  const reaches = plans.map(reachOf)
  const widest = Math.max(0, ...reaches)
  const shared = plans.every(({ budget }) => budget.capacity * TOO_SMALL >= widest)
  return { shared, of: reaches.map(reach => scaleTo(shared ? widest : reach)) }
}

/** A length that goes beyond the drawing ends at its edge. */
export function percentOf(bytes: Bytes, scale: Scale): number {
  return Math.min(100, (bytes / scale.end) * 100)
}

/** Whether it is drawn shorter than it is. */
export function isCut(bytes: Bytes, scale: Scale): boolean {
  return bytes > scale.end
}

/** A host that takes less than this part of the width cannot be read. */
const TOO_SMALL = 12

/** A need of more than this many times the machine is cut, so that the machine can still be seen. */
const CUT_AT = 6

/** Where the need has no end, the machine takes this part of the width. */
const ROOM_BESIDE_UNBOUNDED = 1.5

function reachOf({ budget, peak, rows, fanOuts }: HostPlan): Bytes {
  const runs = [...rows, ...fanOuts]
  const needs = [peak, ...runs.map(run => run.total), ...runs.map(run => run.available)]
  const finite = needs.filter(Number.isFinite)
  const endless = finite.length < needs.length ? budget.capacity * ROOM_BESIDE_UNBOUNDED : 0
  const longest = Math.max(endless, ...finite)
  return Math.max(budget.capacity, Math.min(longest, budget.capacity * CUT_AT))
}

/** A little more than the longest, so that a line at its end can be seen. */
const MARGIN = 1.02

const TICKS_AT_MOST = 8

function scaleTo(reach: Bytes): Scale {
  const end = Math.max(reach, GiB / 8) * MARGIN
  let step = GiB / 64
  while (end / step > TICKS_AT_MOST) step *= 2
  const ticks = Array.from({ length: Math.floor(end / step) + 1 }, (_, index) => index * step)
  return { end, ticks }
}
