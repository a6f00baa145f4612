import type { Ecosystem } from '../../src/model/ecosystem.ts'
import type { Workload } from '../../src/model/workload.ts'
import { CONFIG_FILES, configuredFolders, findWorkers } from './view/config.ts'
import { COORDINATOR, WORKER } from './view/footprint.ts'
import { readWorkers, type Workers } from './view/workers.ts'

/** A folder in which mypy is told to check with worker processes. */
export interface MypyView {
  readonly workers: Workers
  readonly run: Workload
}

/** mypy, where its configuration asks for workers: by default it has none. */
const mypy: Ecosystem<MypyView> = {
  id: 'mypy',
  title: 'mypy',
  url: 'https://mypy.readthedocs.io/',
  owns: CONFIG_FILES,
  *read(sources) {
    for (const folder of configuredFolders(sources)) {
      const set = findWorkers(folder, sources)
      const workers = set && readWorkers(set)
      if (workers) yield { workers, run: workloadOf(folder, workers) }
    }
  },
  *workloads({ run }) {
    yield run
  },
}

export default mypy

function workloadOf(folder: string, { count }: Workers): Workload {
  return {
    id: `mypy/workers:${folder}`,
    kind: 'mypy/workers',
    folder,
    title: 'mypy workers',
    process: 'worker',
    phase: 'test',
    when: 'every plain mypy',
    count,
    footprint: WORKER,
    base: [COORDINATOR],
  }
}
