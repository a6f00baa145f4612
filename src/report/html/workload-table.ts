import { formatFactor, formatGiB } from '../../model/bytes.ts'
import type { Amount } from '../../model/footprint.ts'
import { type HostPlan, machinesIn, type PlanRow } from '../../model/plan.ts'
import { type Report, shownPath } from '../../model/report.ts'
import type { Workload } from '../../model/workload.ts'
import { countRule } from './count-rule.ts'
import { type Html, html } from './escape.ts'
import { breakable, pathCode } from './path.ts'

/** Every workload on every host, and what its figures rest on: the drawing as numbers. */
export function workloadTable(report: Report): Html {
  return html`<div class="scroll" role="group" aria-label="Table of workloads" tabindex="0"><table class="workloads">
<thead><tr><th scope="col">workload</th><th scope="col">set in</th><th scope="col">processes are</th><th scope="col">each</th><th scope="col">host</th><th scope="col" class="number">processes</th><th scope="col" class="number">once</th><th scope="col" class="number">total</th><th scope="col" class="number">available</th><th scope="col" class="number">fit</th></tr></thead>
${report.plan.workloads.map(workload => workloadRows(workload, report))}
</table></div>`
}

function workloadRows(workload: Workload, report: Report): Html {
  const rows = machinesIn(report.plan).flatMap(plan =>
    plan.rows.filter(row => row.workload.id === workload.id).map(row => ({ plan, row })),
  )
  const span = rows.length
  return html`<tbody>
${rows.map(
  ({ plan, row }, index) =>
    html`<tr>${
      index === 0 &&
      html`<th scope="rowgroup" rowspan="${span}">${workload.title}${
        workload.folder !== '' && html`<br><span class="folder">${breakable(workload.folder)}</span>`
      }<br><span class="when">${workload.when}</span></th>
<td rowspan="${span}">${pathCode(shownPath(report, workload.count.document.path))}</td>
<td rowspan="${span}">${countRule(workload.count.value)}</td>
<td rowspan="${span}" class="each">${formatFactor(workload.footprint.bytes)} <span class="basis">${workload.footprint.basis}</span></td>`
    }${hostCells(plan, row)}</tr>`,
)}
<tr class="evidence"><td colspan="10">${evidence(workload)}</td></tr>
</tbody>`
}

function hostCells(plan: HostPlan, row: PlanRow): Html {
  return html`<td class="host-name">${plan.host.name}${plan.live.includes(row) && html` <span class="live">live</span>`}</td>
<td class="number">${row.processes === 'unbounded' ? 'no limit' : row.processes}</td>
<td class="number">${row.base > 0 ? formatGiB(row.base) : html`&ndash;`}</td>
<td class="number${row.over && ' exceeds'}">${formatGiB(row.total)}</td>
<td class="number">${formatGiB(row.available, 'down')}</td>
<td class="number${row.over && ' exceeds'}">${row.over && html`<span aria-hidden="true">&cross;</span> `}${row.fits}</td>`
}

function evidence({ process, footprint, base, fewerDoLess, atMost }: Workload): Html {
  return html`<details><summary>Why ${formatFactor(footprint.bytes)} per ${process}</summary>
<ul class="amounts">${footprint.amounts.map(amount => amountLine(amount, `per ${process}`))}${base.map(
    amount => amountLine(amount, 'once'),
  )}</ul>${
    atMost !== undefined &&
    html`<p>At most ${atMost} where somebody asks for another number on a command line or in an editor.</p>`
  }${fewerDoLess && html`<p>Fewer would do less: ${fewerDoLess}.</p>`}</details>`
}

function amountLine({ bytes, what, evidence, source }: Amount, how: string): Html {
  const sign = evidence === 'guess' && html`<span aria-hidden="true">&asymp;</span> `
  return html`<li><span class="number">${formatGiB(bytes)}</span> <span>${what}, ${how}: <span class="known ${evidence}">${sign}${evidence}</span>, ${source}</span></li>`
}
