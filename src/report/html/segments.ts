import { type Bytes, formatFactor, formatGiB } from '../../model/bytes.ts'
import { isGuess } from '../../model/footprint.ts'
import type { HostPlan, PlanRow } from '../../model/plan.ts'
import { EDITOR, residentApart } from '../plan-words.ts'

/** One part of a bar. Those of a host add up to its peak. */
export interface Segment {
  /** The name of its fill in the style sheet. */
  readonly look: 'editor' | 'test' | 'build' | 'once'
  readonly label: string
  readonly bytes: Bytes
  /** How the amount comes about: `16 workers × 3.0 GiB`. */
  readonly sum: string
  /** How many equal pieces it has; 1 where there are none to show. */
  readonly pieces: number
  readonly guess: boolean
}

/** What is live together, in the order in which it is drawn: what stays resident first. */
export function segmentsOf(plan: HostPlan): readonly Segment[] {
  const { live, budget } = plan
  const rows = live.flatMap(row => rowSegments(row, row.workload.phase === 'editor' ? 1 : budget.share))
  const bytes = residentApart(plan)
  if (bytes === 0) return rows
  return [{ look: 'editor', label: EDITOR, bytes, sum: 'as configured', pieces: 1, guess: false }, ...rows]
}

/** What is there once, and the processes; each as often as runs share the machine. */
export function rowSegments(row: PlanRow, runs: number): readonly Segment[] {
  const { workload, processes, base, total } = row
  const label = workload.folder === '' ? workload.title : `${workload.title} in ${workload.folder}`
  const times = runs > 1 ? ` × ${runs} runs` : ''
  const noun = processes === 1 ? workload.process : `${workload.process}s`
  const number = processes === 'unbounded' ? 'any number of' : processes
  const own: Segment = {
    look: workload.phase,
    label,
    bytes: (total - base) * runs,
    sum: `${number} ${noun} × ${formatFactor(workload.footprint.bytes)}${times}`,
    pieces: processes === 'unbounded' ? 1 : processes * runs,
    guess: isGuess(workload.footprint),
  }
  if (base === 0) return [own]
  const once: Segment = {
    look: 'once',
    label: `${label}, once`,
    bytes: base * runs,
    sum: `${workload.base.map(amount => amount.what).join(' and ')} ${formatGiB(base)}${times}`,
    pieces: runs,
    guess: workload.base.some(amount => amount.evidence === 'guess'),
  }
  return [once, own]
}
