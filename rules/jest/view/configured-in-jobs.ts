import type { EcosystemOptions, Sources } from '../../../src/model/ecosystem.ts'
import type { Workload } from '../../../src/model/workload.ts'
import { JEST } from '../../common/commands/test-runners.ts'
import { plainInJobs } from '../../common/pipelines/plain-in-jobs.ts'
import { type ConfigFile, isMain } from './config-files.ts'
import type { Run } from './runs.ts'
import { fixWorkers } from './workers-fix.ts'

/** What jobs start by the configuration alone. */
export function configuredInJobs(
  config: ConfigFile,
  runs: readonly Run[],
  sources: Sources,
  footprints: EcosystemOptions['footprints'],
): readonly Workload[] {
  if (!isMain(config.document.path)) return []
  return plainInJobs(
    runs.map(({ workload, workers }) => ({
      workload,
      written: workers.written,
      isSet: workers.set.value !== undefined,
      commandWins: true,
      fix: (...sized) => fixWorkers(config, workers, ...sized),
    })),
    JEST,
    sources,
    footprints,
  )
}
