import { formatFactor, formatGiB } from '../../model/bytes.ts'
import { isGuess } from '../../model/footprint.ts'
import type { FanOutRow, HostPlan, PlanRow } from '../../model/plan.ts'
import { productInWords } from '../../model/product-words.ts'
import { EDITOR, nameOfFanOut, residentApart } from '../plan-words.ts'
import { restsOnGuess as isFanOutGuess } from './segments.ts'

/** `16 pytest workers need 48.0 GiB (16 × 3.0 GiB); laptop has 20.7 GiB for them: 6 fit` */
export function verdictOf(plan: HostPlan): string {
  const [worst, ...others] = worstFirst(plan)
  const products = plan.fanOuts.filter(row => row.over)
  if (worst) {
    const names = [...others.map(({ workload }) => nameOf(workload)), ...products.map(nameOfFanOut)]
    const also = names.length > 0 ? `; too large as well: ${names.join(', ')}` : ''
    return `${needOf(worst)}; ${plan.host.name} has ${roomOf(worst)}${also}`
  }
  const [product] = products
  if (product) return `${productNeedOf(product)}; ${plan.host.name} has ${productRoomOf(product)}`
  if (plan.rows.length === 0) return usableOf(plan)
  if (plan.peak === 0) return `Nothing is live at once; ${usableOf(plan)}`
  return `${togetherOf(plan)}; ${usableOf(plan)}`
}

/** Whether what the verdict says follows from a figure that nobody measured. */
export function restsOnGuess(plan: HostPlan): boolean {
  const [worst] = worstFirst(plan)
  const [product] = plan.fanOuts.filter(row => row.over)
  if (!worst && product) return isFanOutGuess(product)
  return (worst ? [worst] : plan.live).some(({ workload }) => isGuess(workload.footprint))
}

/** What does not fit: first what is known, then what is live at the worst moment, then the larger. */
function worstFirst({ rows, live }: HostPlan): readonly PlanRow[] {
  return rows
    .filter(row => row.over)
    .toSorted(
      (a, b) =>
        Number(isGuess(a.workload.footprint)) - Number(isGuess(b.workload.footprint)) ||
        Number(live.includes(b)) - Number(live.includes(a)) ||
        sizeOf(b) - sizeOf(a),
    )
}

/** For comparing: the difference of two infinities is no number. */
function sizeOf(row: PlanRow): number {
  return Math.min(row.total, Number.MAX_VALUE)
}

function needOf(row: PlanRow): string {
  const { workload, processes, total } = row
  if (processes === 'unbounded') return `Nothing limits the number of ${nameOf(workload)}`
  const needs = workload.phase === 'editor' || processes === 1 ? 'needs' : 'need'
  return `${countedNameOf(row)} ${needs} ${formatGiB(total)} (${sumOf(row)})`
}

function productNeedOf(row: FanOutRow): string {
  return `${nameOfFanOut(row)} need ${formatGiB(row.total)} (${productInWords(row)})`
}

function productRoomOf({ available, fits }: FanOutRow): string {
  const tasks = fits === 1 ? '1 task fits' : `${fits} tasks fit`
  return `${formatGiB(available, 'down')} for them: ${tasks}`
}

function countedNameOf({ workload, processes }: PlanRow): string {
  return workload.phase === 'editor' ? nameOf(workload) : `${processes} ${nameOf(workload, processes === 1)}`
}

function nameOf({ title, folder }: PlanRow['workload'], one = false): string {
  const name = one ? title.replace(/s$/, '') : title
  return folder === '' ? name : `${name} in ${folder}`
}

/** How the total comes about: `2.0 GiB once + 16 × 3.0 GiB` */
export function sumOf({ workload, processes, base }: PlanRow): string {
  const once = base > 0 ? `${formatGiB(base)} once + ` : ''
  const number = processes === 'unbounded' ? 'any number' : processes
  return `${once}${number} × ${formatFactor(workload.footprint.bytes)}`
}

function roomOf({ workload, available, processes, fits }: PlanRow): string {
  const room = `${formatGiB(available, 'down')} for ${workload.phase === 'editor' || processes === 1 ? 'it' : 'them'}`
  return workload.phase === 'editor' ? room : `${room}: ${fitOf(fits)}`
}

/** `6 fit`, `1 fits`, `none fits` */
export function fitOf(fits: number): string {
  if (fits === 0) return 'none fits'
  return `${fits} ${fits === 1 ? 'fits' : 'fit'}`
}

/** `Pylance + 6 pytest workers need 20.5 GiB at the worst moment` */
function togetherOf(plan: HostPlan): string {
  const { live, liveThrough, budget, peak } = plan
  const runs = budget.share > 1 ? `${budget.share} runs of ` : ''
  const through = new Set(liveThrough?.together.map(({ row }) => row))
  const rows = live
    .filter(row => !through.has(row))
    .map(row => {
      const times = row.workload.phase === 'editor' ? '' : runs
      return times + (row.processes === 'unbounded' ? nameOf(row.workload) : countedNameOf(row))
    })
  const products = liveThrough ? [`${runs}${nameOfFanOut(liveThrough)}`] : []
  const names = [...(residentApart(plan) > 0 ? [EDITOR] : []), ...rows, ...products]
  const needs =
    names.length > 1 || budget.share > 1 || liveThrough || (live[0]?.processes ?? 0) !== 1 ? 'need' : 'needs'
  const amount = Number.isFinite(peak) ? formatGiB(peak) : 'an amount without limit'
  return `${names.join(' + ')} ${needs} ${amount} at the worst moment`
}

function usableOf({ host, budget }: HostPlan): string {
  return `${host.name} has ${formatGiB(budget.usable, 'down')} usable`
}
