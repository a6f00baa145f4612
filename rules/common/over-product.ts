import type { Problem } from '../../src/model/finding.ts'
import type { FanOutRow } from '../../src/model/plan.ts'
import type { ProductHostSizing, ProductSizing } from '../../src/model/rule.ts'
import { explainFootprint } from './explain-footprint.ts'

/** Fan-outs that one number bounds and that do not fit, the worst first: its arithmetic, then that of the others. */
export function overProduct(sizings: readonly ProductSizing[]): Omit<Problem, 'at'> {
  const [worst, ...others] = sizings.flatMap(({ over }) => [...over].sort(byRoom))
  const [largest] = worst?.row.together ?? []
  const footprint = sizings[0]?.footprint
  return {
    message: worst?.arithmetic ?? '',
    because: [
      ...others.map(({ arithmetic }) => arithmetic),
      ...(largest ? explainFootprint(largest.row.workload) : []),
    ],
    ...(worst && worst.row.fitsEach > 0 && { help: inner(worst.row) }),
    related: (worst?.row.together ?? []).slice(0, RELATED_AT_MOST).map(({ task, row, processes }) => ({
      at: row.workload.count,
      message: `${task.name || row.workload.when} in ${task.folder || 'the root'}: ${processes} ${row.workload.process}s`,
    })),
    hosts: [...new Set(sizings.flatMap(({ over }) => over.map(({ plan }) => plan.host.name)))],
    ...(footprint && { footprint }),
  }
}

/** The tasks are where the processes are started: the largest of them are enough to see how. */
const RELATED_AT_MOST = 3

function byRoom(a: ProductHostSizing, b: ProductHostSizing): number {
  return a.row.fits - b.row.fits
}

function inner({ together, fitsEach }: FanOutRow): string {
  const process = together[0]?.row.workload.process ?? 'process'
  const each = `${fitsEach} ${process}${fitsEach === 1 ? '' : 's'} each`
  return `Or bound the inner side, where the packages share a configuration: all ${together.length} fit with ${each}`
}
