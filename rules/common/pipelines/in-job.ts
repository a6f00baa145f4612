import type { Workload } from '../../../src/model/workload.ts'
import type { PlacedScript } from '../commands/places.ts'
import { isPipeline } from '../machines.ts'
import type { RepositoryVariable } from '../variables/places.ts'
import { runnersOf } from './job-runs.ts'

/**
 * What the workload of a command says of the job of a pipeline in which the command stands: nothing where it stands in
 * none. Where nobody knows the machines of the job, it runs on those that are declared for pipelines.
 */
export function inJob({
  kind,
  when,
  runs,
}: Pick<RepositoryVariable, 'kind' | 'when' | 'runs'>): Pick<Workload, 'job' | 'only'> {
  if (!isPipeline(kind)) return {}
  const all = runs ?? []
  const elsewhere = all.length === 0 || all.some(({ runner }) => !runner)
  return { only: 'ci', job: { name: when, runners: runnersOf(all), elsewhere } }
}

/** Whether somebody or some pipeline starts a command by itself, as no recipe and no image is. */
export function isStarted({ kind }: Pick<PlacedScript, 'kind'>): boolean {
  return kind === 'package-script' || isPipeline(kind)
}
