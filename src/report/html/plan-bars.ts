import { formatGiB } from '../../model/bytes.ts'
import { isGuess } from '../../model/footprint.ts'
import { capacityOf } from '../../model/host.ts'
import type { FanOutRow, HostPlan, PlanRow } from '../../model/plan.ts'
import { productInWords } from '../../model/product-words.ts'
import { nameOfFanOut } from '../plan-words.ts'
import { many } from '../summary.ts'
import { bullet, lone } from './bars.ts'
import { budgetSteps } from './budget-steps.ts'
import { type Html, html } from './escape.ts'
import { below, heading, type Level } from './heading.ts'
import { breakable } from './path.ts'
import { type Scale, scalesOf } from './scale.ts'
import { fanOutSegment, restsOnGuess as isFanOutGuess, rowSegments, segmentsOf } from './segments.ts'
import { fitOf, restsOnGuess, sumOf, verdictOf } from './sentences.ts'

/** The memory plan, drawn: for each host what is live together against what the machine has. */
export function planBars(plans: readonly HostPlan[], level: Level): Html {
  const scales = scalesOf(plans)
  return html`${
    !scales.shared &&
    html`<p class="aside">The machines differ too much for one scale: each bar has its own.</p>`
  }<div class="hosts">${plans.map((plan, index) => {
    const scale = scales.of[index]
    return scale && hostFigure(plan, scale, level)
  })}</div>`
}

function hostFigure(plan: HostPlan, scale: Scale, level: Level): Html {
  const { host } = plan
  return html`<figure class="host">
<figcaption>${heading(level, host.name)}
<p class="machine">${formatGiB(capacityOf(host).value)}, ${many(host.cpus.value, 'cpu')}, ${host.kind} ${
    plan.rows.length > 0 && verdictMark(plan)
  }</p></figcaption>
${bullet(plan, scale, inWords(plan))}
${key(plan)}
${others(plan, scale, below(level))}
<details><summary>Where the machine&rsquo;s figures come from</summary>${budgetSteps(plan)}</details>
</figure>`
}

function verdictMark(plan: HostPlan): Html {
  if (plan.verdict === 'fits')
    return html`<strong class="verdict fits"><span aria-hidden="true">&check;</span> fits</strong>`
  const words = restsOnGuess(plan) ? 'may not fit: rests on a guess' : 'does not fit'
  return html`<strong class="verdict exceeds"><span aria-hidden="true">&cross;</span> ${words}</strong>`
}

/** What the drawing shows, for those who do not see it. */
function inWords(plan: HostPlan): string {
  const parts = segmentsOf(plan).map(({ label, bytes }) => `${label} ${formatGiB(bytes)}`)
  return `${verdictOf(plan)}. ${[...parts, `capacity ${formatGiB(plan.budget.capacity)}`].join(', ')}.`
}

/** What each part of the bar is, in its order. */
function key(plan: HostPlan): Html {
  const { budget, peak } = plan
  return html`<ul class="key">${segmentsOf(plan).map(
    ({ look, label, bytes, sum, guess }) =>
      html`<li>${swatch(look)} <b>${label}</b> <span class="amount">${formatGiB(bytes)}</span> <span class="sum">${sum}${guess && ', a guess'}</span></li>`,
  )}
<li>${swatch('reserve')} <b>reserve</b> <span class="amount">${formatGiB(budget.reserve)}</span> <span class="sum">left to the system</span></li>
${peak > budget.usable && html`<li>${swatch('over')} <b>beyond what is usable</b></li>`}</ul>`
}

function swatch(look: string): Html {
  return html`<svg class="swatch" aria-hidden="true" width="14" height="14"><rect class="${look}" width="14" height="14"/></svg>`
}

/** More bars than this are folded away. */
const BARS_AT_MOST = 6

/** Workloads that are not live at the worst moment still have to fit when they run. The largest first. */
function others(plan: HostPlan, scale: Scale, level: Level): Html | undefined {
  const bars = [
    ...plan.fanOuts
      .filter(row => row !== plan.liveThrough)
      .map(row => ({ row, bar: otherFanOut(row, scale) })),
    ...plan.rows.filter(row => !plan.live.includes(row)).map(row => ({ row, bar: otherRow(row, scale) })),
  ]
    .toSorted(
      ({ row: a }, { row: b }) =>
        Number(b.over) - Number(a.over) || Number(a.total < b.total) - Number(a.total > b.total),
    )
    .map(({ bar }) => bar)
  if (bars.length === 0) return undefined
  const folded = bars.slice(BARS_AT_MOST)
  return html`${heading(level, 'At other times, each against what it may use')}
<ul class="others">${bars.slice(0, BARS_AT_MOST)}</ul>${
    folded.length > 0 &&
    html`<details><summary>${many(folded.length, 'smaller one')}</summary><ul class="others">${folded}</ul></details>`
  }`
}

function otherRow(row: PlanRow, scale: Scale): Html {
  const { workload } = row
  const folder = workload.folder !== '' && html` <span class="folder">${breakable(workload.folder)}</span>`
  const sum = `${sumOf(row)}${isGuess(workload.footprint) ? ', a guess' : ''}`
  return other(html`<b>${workload.title}</b>${folder}`, sum, row, lone(row, rowSegments(row, 1), scale))
}

function otherFanOut(row: FanOutRow, scale: Scale): Html {
  const sum = `${productInWords(row)}${isFanOutGuess(row) ? ', a guess' : ''}`
  return other(html`<b>${nameOfFanOut(row)}</b>`, sum, row, lone(row, [fanOutSegment(row, 1)], scale))
}

function other(
  name: Html,
  sum: string,
  { total, available, over, fits }: Pick<PlanRow, 'total' | 'available' | 'over' | 'fits'>,
  bar: Html,
): Html {
  return html`<li><p>${name} <span class="amount">${formatGiB(total)}</span> of ${formatGiB(available, 'down')} <span class="sum">${sum}</span>${
    over &&
    html` <strong class="verdict exceeds"><span aria-hidden="true">&cross;</span> ${fitOf(fits)}</strong>`
  }</p>${bar}</li>`
}
