import type { Count, Workload } from '../../../src/model/workload.ts'
import { isPipeline } from '../../common/machines.ts'
import type { WorkerFlag } from '../../common/worker-flags.ts'
import { MAIN_THREAD, TYPED_WORKER } from './footprint.ts'

export const WORKERS_KIND = 'eslint/workers'

export function workloadOf({ command, written, words, value }: WorkerFlag): Workload {
  const { folder, when, kind } = command
  return {
    id: `eslint/workers:${folder} ${when} ${words}`,
    kind: WORKERS_KIND,
    folder,
    title: `eslint workers (${when})`,
    process: 'worker',
    phase: 'test',
    when,
    count: { ...written, value: countOf(value) },
    footprint: TYPED_WORKER,
    base: [MAIN_THREAD],
    ...(isPipeline(kind) && { only: 'ci' }),
  }
}

/** The most there are: fewer where there are few files. `auto` is every second cpu that Node says is there. */
function countOf(value: string): Count {
  return value === 'auto'
    ? { kind: 'per-cpu', cpus: 'logical', times: 0.5 }
    : { kind: 'fixed', processes: Number(value) }
}
