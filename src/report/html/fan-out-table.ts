import { formatGiB } from '../../model/bytes.ts'
import type { FanOutRow, HostPlan } from '../../model/plan.ts'
import { productInWords } from '../../model/product-words.ts'
import { type Report, shownPath } from '../../model/report.ts'
import { type Html, html } from './escape.ts'
import { pathCode } from './path.ts'

/** What runs in several folders at once on every host: tasks times the processes of each. */
export function fanOutTable(report: Report): Html {
  const rows = report.plan.hosts.flatMap(plan => plan.fanOuts.map(row => ({ plan, row })))
  return html`<div class="scroll" role="group" aria-label="Table of what runs in several folders at once" tabindex="0"><table class="workloads">
<thead><tr><th scope="col">tasks</th><th scope="col">set in</th><th scope="col">host</th><th scope="col">at once</th><th scope="col" class="number">total</th><th scope="col" class="number">available</th><th scope="col" class="number">tasks that fit</th></tr></thead>
<tbody>${rows.map(({ plan, row }) => fanOutRow(plan, row, report))}</tbody>
</table></div>`
}

function fanOutRow({ host, liveThrough }: HostPlan, row: FanOutRow, report: Report): Html {
  const { fanOut, total, available, fits, tasks, over } = row
  return html`<tr><th scope="row">${fanOut.title}<br><span class="when">${fanOut.when}</span></th>
<td>${pathCode(shownPath(report, fanOut.count.document.path))}</td>
<td class="host-name">${host.name}${liveThrough === row && html` <span class="live">live</span>`}</td>
<td>${productInWords(row)}</td>
<td class="number${over && ' exceeds'}">${formatGiB(total)}</td>
<td class="number">${formatGiB(available, 'down')}</td>
<td class="number${over && ' exceeds'}">${over && html`<span aria-hidden="true">&cross;</span> `}${fits} of ${tasks}</td></tr>`
}
