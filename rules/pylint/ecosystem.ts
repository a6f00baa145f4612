import type { Ecosystem } from '../../src/model/ecosystem.ts'
import type { Workload } from '../../src/model/workload.ts'
import { CONFIG_FILES, configuredFolders, findJobs } from './view/config.ts'
import { MAIN_PROCESS, WORKER } from './view/footprint.ts'
import { type Jobs, readJobs } from './view/jobs.ts'

/** A folder in which pylint is told to check with several processes. */
export interface PylintView {
  readonly folder: string
  readonly jobs: Jobs
  readonly run: Workload
}

/** pylint, where its configuration asks for more than the one process it uses by default. */
const pylint: Ecosystem<PylintView> = {
  id: 'pylint',
  title: 'pylint',
  url: 'https://pylint.readthedocs.io/',
  owns: CONFIG_FILES,
  *read(sources) {
    for (const folder of configuredFolders(sources)) {
      const set = findJobs(folder, sources)
      const jobs = set && readJobs(set)
      if (jobs) yield { folder, jobs, run: workloadOf(folder, jobs) }
    }
  },
  *workloads({ run }) {
    yield run
  },
}

export default pylint

function workloadOf(folder: string, jobs: Jobs): Workload {
  return {
    id: `pylint/jobs:${folder}`,
    kind: 'pylint/jobs',
    folder,
    title: 'pylint jobs',
    process: 'worker',
    phase: 'test',
    when: 'every plain pylint',
    count: jobs.count,
    footprint: WORKER,
    base: [MAIN_PROCESS],
  }
}
