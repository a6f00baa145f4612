import { isGuess } from '../../src/model/footprint.ts'
import type { PlanRow } from '../../src/model/plan.ts'
import type { Sizing } from '../../src/model/rule.ts'

/**
 * Whether a number of processes that nobody wrote is worth a word: where what one takes is known, and on a guess only
 * where not even half of them have room on some host.
 */
export function isDefaultWorthAWord({ workload, over }: Sizing): boolean {
  return over.length > 0 && (!isGuess(workload.footprint) || over.some(({ row }) => isCrowded(row)))
}

/** Not even half of the processes have room. */
export function isCrowded({ processes, fits }: PlanRow): boolean {
  return processes === 'unbounded' || 2 * fits < processes
}
