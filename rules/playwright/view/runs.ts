import type { Document } from '../../../src/model/document.ts'
import type { Setting } from '../../../src/model/setting.ts'
import type { Count, Workload } from '../../../src/model/workload.ts'
import { folderOf } from '../../common/paths.ts'
import { type FlaggedRun, flaggedRun, type WorkerFlag } from '../../common/worker-flags.ts'
import { isMain } from './config-files.ts'
import { MAIN_PROCESS, WORKER } from './footprint.ts'
import { type Workers, workersOf } from './workers.ts'

/** What a configuration starts. */
export interface Run {
  readonly workers: Workers
  readonly workload: Workload
}

/** One run, or one in CI and one elsewhere where they differ. */
export function runsOf(document: Document, projectsAreRead: boolean | undefined): readonly Run[] {
  return workersOf(document, projectsAreRead).map(workers => ({
    workers,
    workload: configured(document, workers),
  }))
}

/** By a command with a number. */
export function runOf(flag: WorkerFlag): FlaggedRun {
  const { command, written } = flag
  return flaggedRun(flag, usual(command.folder, { ...written, value: HALF }))
}

function configured({ path }: Document, { count, only }: Workers): Workload {
  const plain = usual(folderOf(path), count)
  const file = isMain(path) ? '' : path.slice(path.lastIndexOf('/') + 1)
  return {
    ...plain,
    id: [plain.id, file, only ?? ''].filter(Boolean).join(' '),
    ...(file && {
      title: `${plain.title} (${file})`,
      when: `every playwright test --config ${file}`,
    }),
    ...(only && { only }),
  }
}

function usual(folder: string, count: Setting<Count>): Workload {
  return {
    id: `playwright/workers:${folder}`,
    kind: 'playwright/workers',
    folder,
    title: 'Playwright workers',
    process: 'worker',
    phase: 'test',
    when: 'every plain playwright test',
    count,
    footprint: WORKER,
    base: [MAIN_PROCESS],
  }
}

const HALF: Count = { kind: 'per-cpu', cpus: 'logical', times: 0.5 }
