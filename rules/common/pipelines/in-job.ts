import type { NumberInJob, Workload } from '../../../src/model/workload.ts'
import type { PlacedScript } from '../commands/places.ts'
import { isPipeline } from '../machines.ts'
import type { RepositoryVariable } from '../variables/places.ts'
import { jobOf } from './job-runs.ts'

/**
 * What the workload of a command, or of a variable, says of the job of a pipeline in which that stands, and of the number
 * there: nothing where it stands in none. Where nobody knows the machines of the job, it runs on those that are declared
 * for pipelines.
 */
export function inJob(
  { kind, when, runs = [] }: Pick<RepositoryVariable, 'kind' | 'when' | 'runs'>,
  number?: NumberInJob,
): Pick<Workload, 'job' | 'inJob' | 'only'> {
  if (!isPipeline(kind)) return {}
  return { only: 'ci', job: jobOf(when, runs), ...(number && { inJob: number }) }
}

/** Whether somebody or some pipeline starts a command by itself, as no recipe and no image is. */
export function isStarted({ kind }: Pick<PlacedScript, 'kind'>): boolean {
  return kind === 'package-script' || isPipeline(kind)
}
