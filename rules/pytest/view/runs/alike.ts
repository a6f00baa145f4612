import { isPipeline } from '../../../common/machines.ts'
import { writtenOptions } from './cap-fix.ts'
import type { Run } from './runs.ts'

/**
 * What several commands of a file ask for alike is worth one word where all of it fits. In a pipeline it is worth none: its
 * machine has the cpus that it has.
 */
export function alike<One extends Run>(runs: readonly One[]): readonly (readonly [One, ...One[]])[] {
  const groups = new Map<unknown, [One, ...One[]]>()
  for (const run of runs) {
    if (run.kind && isPipeline(run.kind)) continue
    const key = run.startedBy ? `${run.startedBy.written.document.path} ${writtenOptions(run)}` : run
    const group = groups.get(key)
    if (group) group.push(run)
    else groups.set(key, [run])
  }
  return [...groups.values()]
}
