import type { Footprint } from '../../../src/model/footprint.ts'
import type { Workload } from '../../../src/model/workload.ts'
import { folderOf } from '../../common/paths.ts'
import { type ConfigFile, isMain } from './config-files.ts'
import { MAIN_PROCESS, workerIn, workerUpTo } from './footprint.ts'
import { type Workers, workersOf } from './workers.ts'

/** What a configuration starts. */
export interface Run {
  readonly workers: Workers
  readonly workload: Workload
}

/** One run, or one in CI and one elsewhere where they differ. */
export function runsOf(config: ConfigFile): readonly Run[] {
  return workersOf(config).map(workers => ({ workers, workload: workloadOf(config, workers) }))
}

function workloadOf({ document, root }: ConfigFile, { count, only }: Workers): Workload {
  const { path } = document
  const folder = folderOf(path)
  const file = isMain(path) ? '' : path.slice(path.lastIndexOf('/') + 1)
  const id = [`jest/workers:${folder}`, file, only ?? ''].filter(Boolean).join(' ')
  return {
    id,
    kind: 'jest/workers',
    folder,
    title: file ? `jest workers (${file})` : 'jest workers',
    process: 'worker',
    phase: 'test',
    when: file ? `every jest --config ${file}` : 'every plain jest',
    count,
    footprint: largestOf(
      workerIn(document.get([...root, 'testEnvironment'])),
      workerUpTo(document.get([...root, 'workerIdleMemoryLimit'])),
    ),
    base: [MAIN_PROCESS],
    ...(only && { only }),
    ...(file && { config: file }),
  }
}

function largestOf(usual: Footprint, allowed: Footprint | undefined): Footprint {
  return allowed && allowed.bytes > usual.bytes ? allowed : usual
}
