import { formatGiB, MiB } from '../../../src/model/bytes.ts'
import type { HostPlan } from '../../../src/model/plan.ts'
import type { HeapCap } from './caps.ts'

/** The machines that a limit is too large for, and what would be one. */
export interface TooLarge {
  readonly hosts: readonly HostPlan[]
  readonly smallest: HostPlan
  /** Whether it is above the memory of every machine: then it limits nothing anywhere. */
  readonly everywhere: boolean
  /** In MiB; undefined where there is no room for a heap worth the name. */
  readonly megabytes: number | undefined
  readonly because: readonly string[]
}

/** A limit of all of a machine's memory is none: the machine ends the process, or others, before node collects. */
export function tooLarge({ bytes }: HeapCap, meant: readonly HostPlan[]): TooLarge | undefined {
  const over = meant
    .filter(({ budget }) => bytes >= budget.capacity)
    .toSorted((a, b) => a.budget.available - b.budget.available)
  const [smallest] = over
  if (!smallest) return undefined
  const { host, budget } = smallest
  const whole = Math.floor(budget.available / BESIDE_HEAP / (256 * MiB)) * 256
  const megabytes = whole >= LEAST ? whole : undefined
  const beside = `${Math.round((BESIDE_HEAP - 1) * 100)} %`
  return {
    hosts: over,
    smallest,
    everywhere: over.length === meant.length,
    megabytes,
    because: [
      ...budget.because,
      ...(megabytes
        ? [
            `a process takes about ${beside} more than its heap (memlint's default): ${formatGiB(budget.available, 'down')} on ${host.name} hold one of ${megabytes} MiB`,
          ]
        : []),
    ],
  }
}

/** Code, stacks and buffers are no part of the heap. */
const BESIDE_HEAP = 1.15
/** In MiB; less is no room to run what was given more than a machine. */
const LEAST = 512
