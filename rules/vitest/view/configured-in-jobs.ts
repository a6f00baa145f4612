import type { Document } from '../../../src/model/document.ts'
import type { Sources } from '../../../src/model/ecosystem.ts'
import type { Workload } from '../../../src/model/workload.ts'
import { VITEST } from '../../common/commands/test-runners.ts'
import { plainInJobs } from '../../common/pipelines/plain-in-jobs.ts'
import { isMain } from './config-files.ts'
import type { Run } from './runs.ts'
import { fixWorkers } from './workers-fix.ts'

/** What jobs start by a number that the configuration says. */
export function configuredInJobs(
  { path }: Document,
  runs: readonly Run[],
  major: number | undefined,
  sources: Sources,
): readonly Workload[] {
  const said = runs.filter(({ workers }) => isMain(path) && workers.set.value !== undefined)
  return plainInJobs(
    said.map(({ workload, workers }) => ({
      workload,
      written: workers.written,
      commandWins: workers.commandWins,
      fix: (...sized) => fixWorkers(workers, major, ...sized),
    })),
    VITEST,
    sources,
  )
}
