import type { Workload } from '../../../src/model/workload.ts'
import { onBothSides } from '../../common/sides.ts'
import { flaggedRun, type WorkerFlag } from '../../common/worker-flags.ts'
import { type Concurrency, concurrencyOn } from './concurrency.ts'
import type { ConfigFile } from './config-files.ts'
import { MAIN_PROCESS, workerIn } from './footprint.ts'

/** What ava starts. */
export interface Run {
  readonly concurrency: Omit<Concurrency, 'count'>
  readonly workload: Workload
  /** The same in the jobs that call the script. */
  readonly inJobs?: readonly Workload[]
}

/** By the configuration alone: one run, or one in CI and one elsewhere where they differ. */
export function plainRuns(folder: string, config: ConfigFile): readonly Run[] {
  return onBothSides(side => concurrencyOn(config, side)).map(({ only, ...concurrency }) => {
    const usual = workloadOf(folder, config, concurrency.count)
    return { concurrency, workload: only ? { ...usual, id: `${usual.id} ${only}`, only } : usual }
  })
}

/** By a command with a number. */
export function commandRun(folder: string, config: ConfigFile | undefined, flag: WorkerFlag): Run {
  const usual = workloadOf(folder, config, { ...flag.written, value: { kind: 'unbounded' } })
  const { count, ...started } = flaggedRun(flag, usual)
  return { concurrency: { ...count, written: flag.words }, ...started }
}

function workloadOf(folder: string, config: ConfigFile | undefined, count: Concurrency['count']): Workload {
  const kind = threadsOff(config) ? 'process' : 'thread'
  return {
    id: `ava/workers:${folder}`,
    kind: 'ava/workers',
    folder,
    title: 'ava workers',
    process: kind === 'thread' ? 'worker thread' : 'worker',
    phase: 'test',
    when: 'every plain ava',
    count,
    footprint: workerIn(kind),
    base: [MAIN_PROCESS],
  }
}

function threadsOff(config: ConfigFile | undefined): boolean {
  return config?.document.get([...config.root, 'workerThreads']) === false
}
