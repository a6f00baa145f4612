import type { Document } from '../../../src/model/document.ts'
import type { EcosystemOptions, Sources } from '../../../src/model/ecosystem.ts'
import type { Workload } from '../../../src/model/workload.ts'
import { VITEST } from '../../common/commands/test-runners.ts'
import { plainInJobs } from '../../common/pipelines/plain-in-jobs.ts'
import { isMain } from './config-files.ts'
import type { Run } from './runs.ts'
import { fixWorkers } from './workers-fix.ts'

/** What jobs start by the configuration alone. */
export function configuredInJobs(
  { path }: Document,
  runs: readonly Run[],
  major: number | undefined,
  sources: Sources,
  footprints: EcosystemOptions['footprints'],
): readonly Workload[] {
  if (!isMain(path)) return []
  return plainInJobs(
    runs.map(({ workload, workers }) => ({
      workload,
      written: workers.written,
      isSet: workers.set.value !== undefined,
      commandWins: workers.commandWins,
      fix: (...sized) => fixWorkers(workers, major, ...sized),
    })),
    VITEST,
    sources,
    footprints,
  )
}
