import type { Advice } from './advice.ts'
import type { Ecosystem } from './ecosystem.ts'
import type { FanOut } from './fan-out.ts'
import type { Problem } from './finding.ts'
import type { Safety } from './fix.ts'
import type { Footprint } from './footprint.ts'
import type { Job, Runner } from './job.ts'
import type { FanOutRow, HostPlan, Plan, PlanRow } from './plan.ts'
import type { Confidence, Severity } from './severity.ts'
import type { Workload } from './workload.ts'

/** A workload against every evaluated host. */
export interface Sizing {
  readonly workload: Workload
  readonly hosts: readonly HostSizing[]
  /** The hosts on which it does not fit. */
  readonly over: readonly HostSizing[]
  /**
   * The number of processes to write: the smallest that fits over the hosts on which it overshoots.
   * Unknown when not even one fits or when nothing overshoots.
   */
  readonly advice: Advice<number>
}

/** A workload on one host, with the sum in words. */
export interface HostSizing {
  readonly plan: HostPlan
  readonly row: PlanRow
  /** `-n auto starts 16 workers × 3.0 GiB = 48.0 GiB; big has 23.2 GiB usable − 2.5 GiB editor = 20.7 GiB: 6 fit` */
  readonly arithmetic: string
}

/** A fan-out against every host on which it runs several tasks at once. */
export interface ProductSizing {
  readonly fanOut: FanOut
  readonly hosts: readonly ProductHostSizing[]
  /** How many tasks each evaluated host runs at once where there are so many. */
  readonly atOnce: readonly { readonly host: string; readonly tasks: number | 'unbounded' }[]
  /** The hosts on which it does not fit. */
  readonly over: readonly ProductHostSizing[]
  /** The number of tasks to write, as of processes in `Sizing`. */
  readonly advice: Advice<number>
  /** What the least certain of the processes takes. */
  readonly footprint: Footprint
}

/** A fan-out on one host, with the product in words. */
export interface ProductHostSizing {
  readonly plan: HostPlan
  readonly row: FanOutRow
  /** `10 tasks × 15 workers = 150 workers at once, 10 × 2.1 GiB = 21.0 GiB; big has 12.0 GiB usable: 5 tasks fit` */
  readonly arithmetic: string
}

/** What a rule may ask. Everything in it is already computed. */
export interface Context {
  readonly plan: Plan
  /** Whether the hosts were declared (in the configuration or on the command line) or are just this machine. */
  readonly declared: boolean
  /**
   * `setting` is how the count is written: `-n auto`, `jobs = 8`. What runs only on machines that a job names is on no host
   * here.
   */
  size(workload: Workload, setting: string): Sizing
  /** The same of tasks times the processes of each. */
  multiply(fanOut: FanOut, setting: string): ProductSizing
  /** The same on the machines that the job of the workload names; on no host where none of them is known. */
  sizeInJob(workload: Workload, setting: string): Sizing
  /** The machines that a job names, as far as they are known, with what of them may be used. */
  machinesOf(job: Job): readonly NamedMachine[]
}

/** A machine by the name that a job has for it. */
export interface NamedMachine {
  readonly runner: Runner
  readonly plan: HostPlan
}

/** A rule: a declaration and a pure generator. It reads no files, asks no host and touches no offsets. */
export interface Rule<View = never> {
  /** `<ecosystem>/<hazard>`; reads well after "ignore". */
  readonly id: `${string}/${string}`
  readonly ecosystem: Ecosystem<View>
  /** What is wrong, in one line. */
  readonly summary: string
  /** What it costs in memory, in Markdown, with the measurements. */
  readonly why: string
  /** The most it can be; what its figures rest on may lower it. */
  readonly severity: Severity
  readonly confidence: Confidence
  /** The safety classes its fixes can have. A manual fix changes nothing and says what to do. */
  readonly fixes: readonly Safety[]
  /** Whether the findings depend on the machine. */
  readonly dependsOnHost: boolean
  /** Public sources. */
  readonly references: readonly string[]
  /** What brought it, where that is not memlint itself; set when a plugin is loaded. */
  readonly plugin?: string
  check(view: View, context: Context): Iterable<Problem>
}

/** A rule of any ecosystem, as the engine handles it. */
// biome-ignore lint/suspicious/noExplicitAny: each rule has its own View, which only its ecosystem makes
export type AnyRule = Rule<any>

/** Returns the rule as it is: makes TypeScript take the View of `check` from the ecosystem. */
export function defineRule<View>(rule: Rule<View>): Rule<View> {
  return rule
}
