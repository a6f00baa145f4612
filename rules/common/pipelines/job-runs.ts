import type { Job, Runner } from '../../../src/model/job.ts'
import type { MatrixRow } from './matrix.ts'

/** One run of a job of a pipeline. */
export interface JobRun {
  readonly row: MatrixRow
  /** Undefined where no label of one machine is written. */
  readonly runner: Runner | undefined
}

/** Each machine of some runs once, as it is named first. */
export function runnersOf(runs: readonly JobRun[]): readonly Runner[] {
  const named = new Map<string, Runner>()
  for (const { runner } of runs) if (runner && !named.has(runner.label)) named.set(runner.label, runner)
  return [...named.values()]
}

/** A job by some of its runs. */
export function jobOf(name: string, runs: readonly JobRun[]): Job {
  const elsewhere = runs.length === 0 || runs.some(({ runner }) => !runner)
  return { name, runners: runnersOf(runs), elsewhere }
}
