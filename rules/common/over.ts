import type { Problem } from '../../src/model/finding.ts'
import type { Sizing } from '../../src/model/rule.ts'
import type { Workload } from '../../src/model/workload.ts'
import { explainFootprint } from './explain-footprint.ts'

/** A workload that does not fit: the worst host's arithmetic, then the others' and the sources of the figures. */
export function overMemory(
  { over, workload }: Sizing,
  explain: (workload: Workload) => readonly string[] = explainFootprint,
): Omit<Problem, 'at'> {
  const [worst, ...others] = over.toSorted((a, b) => a.row.fits - b.row.fits)
  return {
    message: worst?.arithmetic ?? '',
    because: [...others.map(host => host.arithmetic), ...explain(workload)],
    hosts: over.map(host => host.plan.host.name),
    footprint: workload.footprint,
  }
}
