import { formatGiB } from './bytes.ts'
import type { Problem } from './finding.ts'
import type { Sizing } from './rule.ts'
import type { Workload } from './workload.ts'

/** A workload that does not fit: the worst host's arithmetic, then the others' and the sources of the figures. */
export function overMemory({ over, workload }: Sizing): Omit<Problem, 'at'> {
  const [worst, ...others] = over.toSorted((a, b) => a.row.fits - b.row.fits)
  return {
    message: worst?.arithmetic ?? '',
    because: [...others.map(host => host.arithmetic), ...explainFootprint(workload)],
    hosts: over.map(host => host.plan.host.name),
    footprint: workload.footprint,
  }
}

/** What one process's memory is made of, a line each. */
export function explainFootprint({ footprint, process }: Workload): readonly string[] {
  const [first, ...others] = footprint.amounts
  if (!first) return []
  if (others.length === 0)
    return [`one ${process} takes ${formatGiB(first.bytes)} (${first.evidence}: ${first.source})`]
  return footprint.amounts.map(
    ({ bytes, what, evidence, source }) =>
      `of one ${process}, ${formatGiB(bytes)} is ${what} (${evidence}: ${source})`,
  )
}
