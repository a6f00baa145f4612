import type { Advice } from '../model/advice.ts'
import { type Bytes, formatFactor, formatGiB } from '../model/bytes.ts'
import type { Host } from '../model/host.ts'
import type { Budget, HostPlan, Plan, PlanRow, RunnerPlan } from '../model/plan.ts'
import type { HostSizing, NamedMachine, Sizing } from '../model/rule.ts'
import type { Workload } from '../model/workload.ts'

/** A workload against every host of the plan. `written` is how its count is written in the file. */
export function sizeOf(workload: Workload, plan: Plan, written: string): Sizing {
  const hosts = plan.hosts.flatMap(hostPlan => {
    const row = hostPlan.rows.find(candidate => candidate.workload.id === workload.id)
    return row ? [{ plan: hostPlan, row, arithmetic: arithmeticOf(row, hostPlan, written) }] : []
  })
  return sizingOf(hosts, workload, plan)
}

/** A workload of a job against the machines that the job names, which are called as the job calls them. */
export function sizeInJob(
  workload: Workload,
  { workloads, runners }: Plan,
  written: string,
  machines: readonly NamedMachine[],
): Sizing {
  const seen = new Set<RunnerPlan>()
  const hosts = machines.flatMap(({ runner: { label } }) => {
    const runner = runners.find(({ labels }) => labels.includes(label))
    const row = runner?.rows.find(candidate => candidate.workload.id === workload.id)
    if (!runner || !row || seen.has(runner)) return []
    seen.add(runner)
    const plan = { ...runner, host: { ...runner.host, name: label } }
    return [{ plan, row, arithmetic: arithmeticOf(row, plan, written) }]
  })
  return sizingOf(hosts, workload, { workloads })
}

function sizingOf(hosts: readonly HostSizing[], workload: Workload, plan: Pick<Plan, 'workloads'>): Sizing {
  const over = hosts.filter(host => host.row.over)
  return {
    workload: plan.workloads.find(candidate => candidate.id === workload.id) ?? workload,
    hosts,
    over,
    advice: adviceFor(over, workload),
  }
}

/** The smallest number that fits over the hosts on which it overshoots: hosts where it fits do not lower it. */
function adviceFor(over: readonly HostSizing[], workload: Workload): Advice<number> {
  const [tightest] = [...over].sort((a, b) => a.row.fits - b.row.fits)
  if (!tightest) return { unknown: 'it fits every evaluated host' }
  const { row, plan } = tightest
  const budget = `${formatGiB(row.available, 'down')} available on ${plan.host.name}`
  if (row.fits < 1) {
    return {
      unknown: `not even one ${workload.process} of ${formatFactor(row.workload.footprint.bytes)} fits into the ${budget}`,
    }
  }
  return {
    value: row.fits,
    because: `${row.fits} × ${formatFactor(row.workload.footprint.bytes)} fit into the ${budget}`,
  }
}

function arithmeticOf(row: PlanRow, { host, budget }: HostPlan, written: string): string {
  const { workload } = row
  const once =
    row.base > 0 ? ` + ${formatGiB(row.base)} ${workload.base.map(amount => amount.what).join(' and ')}` : ''
  const processes = row.processes === 'unbounded' ? 'any number of' : String(row.processes)
  const noun = row.processes === 1 ? workload.process : `${workload.process}s`
  const demand = `${written} starts ${processes} ${noun} × ${formatFactor(workload.footprint.bytes)}${once} = ${formatGiB(row.total)}`
  const supply = supplyOf(host, budget, workload.phase === 'editor' ? undefined : row.available)
  return `${demand}; ${supply}: ${row.fits} ${row.fits === 1 ? 'fits' : 'fit'}`
}

/** `big has 23.2 GiB usable − 2.5 GiB editor = 20.7 GiB`; an editor's server may have all that is usable. */
export function supplyOf({ name }: Host, budget: Budget, available: Bytes | undefined): string {
  const steps = available === undefined ? '' : stepsTo(available, budget)
  return `${name} has ${formatGiB(budget.usable, 'down')} usable${steps}`
}

/** How what is usable becomes what a test or build may use. */
function stepsTo(available: Bytes, budget: Budget): string {
  const editor = budget.resident > 0 ? ` − ${formatGiB(budget.resident)} editor` : ''
  const share = budget.share > 1 ? ` ÷ ${budget.share} runs` : ''
  const overlap = available < budget.available ? ' ÷ 2 for tests beside builds' : ''
  const steps = editor + share + overlap
  return steps === '' ? '' : `${steps} = ${formatGiB(available, 'down')}`
}
