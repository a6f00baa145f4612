import { type Bytes, formatFactor, formatGiB } from '../../model/bytes.ts'
import { isGuess } from '../../model/footprint.ts'
import type { FanOutRow, HostPlan, PlanRow } from '../../model/plan.ts'
import { productInWords } from '../../model/product-words.ts'
import { EDITOR, nameOfFanOut, residentApart } from '../plan-words.ts'

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
  const { live, liveThrough, budget } = plan
  const through = new Set(liveThrough?.together.map(({ row }) => row))
  const rows = [
    ...live
      .filter(row => !through.has(row))
      .flatMap(row => rowSegments(row, row.workload.phase === 'editor' ? 1 : budget.share)),
    ...(liveThrough ? [fanOutSegment(liveThrough, budget.share)] : []),
  ]
  const bytes = residentApart(plan)
  if (bytes === 0) return rows
  return [{ look: 'editor', label: EDITOR, bytes, sum: 'as configured', pieces: 1, guess: false }, ...rows]
}

/** All that runs in several folders at once, with one piece for each task where they are alike. */
export function fanOutSegment(row: FanOutRow, runs: number): Segment {
  const { together, total, phase } = row
  const isEven = together.every(task => task.total === together[0]?.total)
  return {
    look: phase,
    label: nameOfFanOut(row),
    bytes: total * runs,
    sum: `${productInWords(row)}${runs > 1 ? ` × ${runs} runs` : ''}`,
    pieces: isEven ? together.length * runs : 1,
    guess: restsOnGuess(row),
  }
}

/** Whether any of what runs together has a figure that nobody measured. */
export function restsOnGuess({ together }: FanOutRow): boolean {
  return together.some(({ row }) => isGuess(row.workload.footprint))
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
