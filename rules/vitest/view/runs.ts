import type { Document } from '../../../src/model/document.ts'
import type { Place } from '../../../src/model/value.ts'
import type { Workload } from '../../../src/model/workload.ts'
import { folderOf } from '../../common/paths.ts'
import { isMain } from './config-files.ts'
import { MAIN_PROCESS, workerIn } from './footprint.ts'
import { type Workers, workersOf } from './workers.ts'

/** What a configuration starts. */
export interface Run {
  readonly workers: Workers
  readonly workload: Workload
}

/** One run, or one in CI and one elsewhere where they differ. */
export function runsOf(document: Document, test: Place, major: number | undefined): readonly Run[] {
  return workersOf(document, test, major).map(workers => ({
    workers,
    workload: workloadOf(document, test, workers),
  }))
}

function workloadOf(document: Document, test: Place, { count, only }: Workers): Workload {
  const { path } = document
  const folder = folderOf(path)
  const file = isMain(path) ? '' : path.slice(path.lastIndexOf('/') + 1)
  const id = [`vitest/workers:${folder}`, file, only ?? ''].filter(Boolean).join(' ')
  return {
    id,
    kind: 'vitest/workers',
    folder,
    title: file ? `vitest workers (${file})` : 'vitest workers',
    process: 'worker',
    phase: 'test',
    when: file ? `every vitest run --config ${file}` : 'every plain vitest run',
    count,
    footprint: workerIn(document.get([...test, 'environment'])),
    base: [MAIN_PROCESS],
    ...(only && { only }),
    ...(file && { config: file }),
  }
}
