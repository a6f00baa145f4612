import type { Problem } from '../../../src/model/finding.ts'
import type { ProductSizing } from '../../../src/model/rule.ts'
import { explainFootprint } from '../../common/explain-footprint.ts'
import type { Spread } from './spreads.ts'

/** What one command starts, on every host. */
export type SizedSpread = Spread & { readonly sizing: ProductSizing }

/** Somebody wrote a part of the cpus, and the tasks take a part of them each. */
export function growsOnBothSides({ fanOut, count, sizing: { hosts, over } }: SizedSpread): boolean {
  const isPart = fanOut.count.value.kind === 'per-cpu' && !count.isDefault
  const tasks = hosts.flatMap(({ row }) => row.together).map(({ row }) => row.workload.count.value.kind)
  return isPart && over.length === 0 && tasks.filter(kind => kind === 'per-cpu').length > 1
}

/** What fits, and will not on a machine with more of everything. */
export function growing({ count, sizing }: SizedSpread): Problem {
  const [largest] = sizing.hosts.flatMap(({ row }) => row.together)
  return {
    at: count.set,
    message: `${count.words} grows with cpus, and so does what each task starts: twice the cpus are up to four times as many processes, and no more memory; it fits here`,
    because: [
      ...sizing.hosts.map(({ arithmetic }) => arithmetic),
      ...(largest ? explainFootprint(largest.row.workload) : []),
    ],
    help: `A number of tasks keeps it in line on machines with more cpus: ${count.title(Math.min(...sizing.hosts.map(({ row }) => row.together.length)))}`,
    footprint: sizing.footprint,
    severity: 'info',
  }
}
