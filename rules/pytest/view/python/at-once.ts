import type { HostSizing, Sizing } from '../../../../src/model/rule.ts'

/** What workers start beside themselves, on one host. */
export interface AtOnce extends HostSizing {
  readonly workers: number
  /** How many tests that start something run at the same time: one in each worker, as far as there are tests. */
  readonly starters: number
}

/** Every host on which several workers run, with how many of some tests run there at once; the busiest first. */
export function atOnce({ hosts }: Sizing, tests: number): readonly AtOnce[] {
  return hosts
    .flatMap(host => {
      const { processes } = host.row
      if (processes === 'unbounded' || processes < 2) return []
      return [{ ...host, workers: processes, starters: Math.min(processes, tests) }]
    })
    .toSorted((a, b) => b.workers - a.workers)
}

/** Whether it is what they start that does not fit: the workers alone would. */
export function tipsOver({ row }: AtOnce, bytes: number): boolean {
  return !row.over && row.total + bytes > row.available
}
