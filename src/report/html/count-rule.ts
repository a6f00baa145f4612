import type { Count } from '../../model/workload.ts'

/** How the number of processes comes about: `one per cpu, at most 6` */
export function countRule(count: Count): string {
  switch (count.kind) {
    case 'fixed':
      return `always ${count.processes}`
    case 'unbounded':
      return 'no limit'
    case 'capped':
      return `${countRule(count.count)}, at most ${count.atMost}`
    case 'per-cpu': {
      const { times = 1, plus = 0 } = count
      const cpus = CPUS[count.cpus]
      const factor = times === 1 ? `one per ${cpus}` : `${times} per ${cpus}`
      return plus === 0 ? factor : `${factor}, ${plus > 0 ? 'plus' : 'minus'} ${Math.abs(plus)}`
    }
  }
}

const CPUS = { logical: 'cpu', physical: 'physical core', quota: 'cpu of the quota' } as const
