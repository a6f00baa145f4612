import type { Finding } from './finding.ts'
import type { Plan } from './plan.ts'

/** What one project's run found. Everything a report format may print. */
export interface Report {
  /** The project's root, relative to the working directory; `` when it is the working directory. */
  readonly root: string
  readonly findings: readonly Finding[]
  readonly plan: Plan
  /** Files that were read for the plan, and rules that ran. */
  readonly files: number
  readonly rules: number
  /** What a reader should know about the run itself: how hosts were chosen, what was left out. */
  readonly notes: readonly string[]
  /** memlint could not do its job (a rule crashed, a write was refused): exit code 2. */
  readonly failures: readonly string[]
}
