import { type Bytes, formatFactor, formatGiB } from '../model/bytes.ts'
import type { FanOutRow, HostPlan, PlanRow } from '../model/plan.ts'

/** `pytest workers (services/api)` */
export function nameOf({ workload }: PlanRow): string {
  return workload.folder === '' ? workload.title : `${workload.title} (${workload.folder})`
}

/** `16 × 3.0 GiB + 0.5 GiB = 48.5 GiB` */
export function sumOf({ processes, workload, base, total }: PlanRow): string {
  const once = base > 0 ? ` + ${formatGiB(base)}` : ''
  return `${processes} × ${formatFactor(workload.footprint.bytes)}${once} = ${formatGiB(total)}`
}

/** `turbo tasks (npm run test)` */
export function nameOfFanOut({ fanOut: { title, when } }: FanOutRow): string {
  return `${title} (${when})`
}

/** `rust-analyzer + pytest workers (services/api) = 50.5 GiB of 23.2 GiB usable`; undefined where nothing is live. */
export function togetherOf(plan: HostPlan): string | undefined {
  const { peak, budget } = plan
  const named = [...(residentApart(plan) > 0 ? [EDITOR] : []), ...liveNames(plan)]
  if (named.length === 0) return undefined
  const names = named.join(' + ')
  const runs = budget.share > 1 ? ` × ${budget.share} runs` : ''
  return `${names}${runs} = ${formatGiB(peak)} of ${formatGiB(budget.usable, 'down')} usable`
}

/** What is live together, a fan-out by its own name and not by those of all its tasks. */
function liveNames({ live, liveThrough }: HostPlan): string[] {
  if (!liveThrough) return live.map(nameOf)
  const through = new Set(liveThrough.together.map(({ row }) => row))
  return [...live.filter(row => !through.has(row)).map(nameOf), nameOfFanOut(liveThrough)]
}

/** What the configuration says that editors keep; 0 where the plan's own rows say it. */
export function residentApart({ live, budget }: HostPlan): Bytes {
  return live.some(row => row.workload.phase === 'editor') ? 0 : budget.resident
}

export const EDITOR = 'the editor'
