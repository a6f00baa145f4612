import { formatGiB } from '../../model/bytes.ts'
import type { HostPlan } from '../../model/plan.ts'
import { type Html, html } from './escape.ts'

/** From what a machine has to what tests and builds may use, each step with its reason. */
export function budgetSteps({ host, budget }: HostPlan): Html {
  return html`<ol class="steps">
<li>${host.kind} (${host.kindSource})</li>
<li>memory ${formatGiB(host.memory.value)} (${host.memory.source})</li>
${host.limits.map(limit => html`<li>limit ${formatGiB(limit.value)} (${limit.source})</li>`)}
<li>cpus ${host.cpus.value} (${host.cpus.source}), physical cores ${host.physicalCpus.value} (${host.physicalCpus.source})</li>
${host.cpuQuota && html`<li>cpu quota ${host.cpuQuota.value} (${host.cpuQuota.source})</li>`}
${budget.because.map(step => html`<li>${step}</li>`)}
<li><b>${formatGiB(budget.available, 'down')}</b> available to tests and builds</li>
</ol>`
}
