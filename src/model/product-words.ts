import type { FanOutRow } from './plan.ts'

/** `10 tasks × 15 workers = 150 workers`; `10 tasks with 63 workers` where each has another number. */
export function productInWords({ together, processes }: Pick<FanOutRow, 'together' | 'processes'>): string {
  const tasks = `${together.length} tasks`
  const nouns = new Set(together.map(({ row }) => row.workload.process))
  const [only = 'process'] = nouns
  const noun = nouns.size === 1 ? only : 'process'
  const all = noun.endsWith('s') ? `${noun}es` : `${noun}s`
  const each = together[0]?.processes
  if (processes === 'unbounded') return `${tasks} with any number of ${all}`
  if (together.some(task => task.processes !== each)) return `${tasks} with ${processes} ${all}`
  return `${tasks} × ${each} ${each === 1 ? noun : all} = ${processes} ${all}`
}
