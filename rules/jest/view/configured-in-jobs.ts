import type { Sources } from '../../../src/model/ecosystem.ts'
import type { Workload } from '../../../src/model/workload.ts'
import { JEST } from '../../common/commands/test-runners.ts'
import { plainInJobs } from '../../common/pipelines/plain-in-jobs.ts'
import { type ConfigFile, isMain } from './config-files.ts'
import type { Run } from './runs.ts'
import { fixWorkers } from './workers-fix.ts'

/** What jobs start by a number that the configuration says. */
export function configuredInJobs(
  config: ConfigFile,
  runs: readonly Run[],
  sources: Sources,
): readonly Workload[] {
  const said = runs.filter(({ workers }) => isMain(config.document.path) && workers.set.value !== undefined)
  return plainInJobs(
    said.map(({ workload, workers }) => ({
      workload,
      written: workers.written,
      commandWins: true,
      fix: (...sized) => fixWorkers(config, workers, ...sized),
    })),
    JEST,
    sources,
  )
}
