import type { Workload } from '../../../src/model/workload.ts'

/** Said of a run in which the tests are not shared out. */
export const EACH_RUNS_ALL = 'with --dist each every worker runs every test: fewer workers run fewer tests'

/** Why fewer pytest workers could matter for more than time, or the number be wrong; undefined where it is safe. */
export function doubtOfFewerWorkers(
  workers: number,
  { footprint, fewerDoLess }: Workload,
): string | undefined {
  if (fewerDoLess !== undefined) return fewerDoLess
  if (workers < 2) return 'a single worker runs all tests in a row, which may outlast a time limit'
  if (footprint.basis === 'default')
    return 'nothing is known of what a worker takes: set footprints["pytest/workers"] to what you measure'
  return undefined
}
