import type { Bytes } from './bytes.ts'
import type { FanOut, FanOutTask } from './fan-out.ts'
import type { Host } from './host.ts'
import type { Phase, Workload } from './workload.ts'

/** What of a host may be used, each step with its reason. */
export interface Budget {
  readonly capacity: Bytes
  readonly reserve: Bytes
  /** capacity − reserve */
  readonly usable: Bytes
  /** What editors keep while tests or builds run; 0 where nobody edits. */
  readonly resident: Bytes
  readonly share: number
  /** (usable − resident) ÷ share */
  readonly available: Bytes
  readonly because: readonly string[]
}

/** One workload on one host. */
export interface PlanRow {
  readonly workload: Workload
  readonly processes: number | 'unbounded'
  /** base + processes × footprint; Infinity when unbounded */
  readonly total: Bytes
  readonly base: Bytes
  /** What it may use: the budget's usable for an editor's server; half of what is available where runs overlap. */
  readonly available: Bytes
  /** How many processes fit into that; may be 0. */
  readonly fits: number
  readonly over: boolean
}

/** What a task of a fan-out starts on one host. */
export interface TaskRow {
  readonly task: FanOutTask
  /** The largest of the workloads that it starts. */
  readonly row: PlanRow
  /** Fewer than the row's where the task starts fewer. */
  readonly processes: number | 'unbounded'
  readonly total: Bytes
}

/** One fan-out on one host, where it runs at least two tasks at once, and at its worst: the largest run together. */
export interface FanOutRow {
  readonly fanOut: FanOut
  readonly phase: Phase
  /** How many tasks it would run at once. */
  readonly atOnce: number | 'unbounded'
  /** Those that run together, the largest first; never more than there are. */
  readonly together: readonly TaskRow[]
  /** How many tasks there are. */
  readonly tasks: number
  /** Of all that run together. */
  readonly processes: number | 'unbounded'
  readonly total: Bytes
  readonly available: Bytes
  /** How many tasks fit into that, whichever they are; may be 0. */
  readonly fits: number
  /** How many processes each of those that run together could have so that all fit; may be 0. */
  readonly fitsEach: number
  readonly over: boolean
}

/** Every workload on one host, and the worst moment. */
export interface HostPlan {
  readonly host: Host
  readonly budget: Budget
  readonly rows: readonly PlanRow[]
  readonly fanOuts: readonly FanOutRow[]
  /** What is live together at the worst moment. */
  readonly live: readonly PlanRow[]
  /** What starts those of them that are no editor's, where that is a fan-out. */
  readonly liveThrough?: FanOutRow
  readonly peak: Bytes
  readonly verdict: 'fits' | 'exceeds'
}

/** A machine that jobs of pipelines name, with what these jobs start on it. */
export interface RunnerPlan extends HostPlan {
  /** By which they name it: machines of the same kind are one. */
  readonly labels: readonly string[]
}

/** Workloads × hosts. */
export interface Plan {
  readonly workloads: readonly Workload[]
  readonly hosts: readonly HostPlan[]
  /** Beside the hosts that are evaluated for everything: those that jobs name, as far as they start something there. */
  readonly runners: readonly RunnerPlan[]
}

/** The hosts, then the machines that jobs name. */
export function machinesIn({ hosts, runners }: Plan): readonly HostPlan[] {
  return [...hosts, ...runners]
}
