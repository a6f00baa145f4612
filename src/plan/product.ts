import type { Advice } from '../model/advice.ts'
import { formatFactor, formatGiB } from '../model/bytes.ts'
import type { FanOut } from '../model/fan-out.ts'
import { type Footprint, footprint, isGuess } from '../model/footprint.ts'
import type { FanOutRow, HostPlan, Plan } from '../model/plan.ts'
import { productInWords } from '../model/product-words.ts'
import type { ProductHostSizing, ProductSizing } from '../model/rule.ts'
import { processesOn } from './count.ts'
import { supplyOf } from './size.ts'

/** A fan-out against every host of the plan. `written` is how the number of tasks is written in the file. */
export function productOf(fanOut: FanOut, plan: Plan, written: string): ProductSizing {
  const hosts = plan.hosts.flatMap(hostPlan => {
    const row = hostPlan.fanOuts.find(candidate => candidate.fanOut.id === fanOut.id)
    return row ? [{ plan: hostPlan, row, arithmetic: arithmeticOf(row, hostPlan, written) }] : []
  })
  const over = hosts.filter(host => host.row.over)
  const atOnce = plan.hosts.map(({ host }) => ({
    host: host.name,
    tasks: processesOn(fanOut.count.value, host),
  }))
  return { fanOut, hosts, atOnce, over, advice: adviceFor(over), footprint: leastCertain(hosts) }
}

/** The smallest number of tasks that fits over the hosts on which it overshoots. */
function adviceFor(over: readonly ProductHostSizing[]): Advice<number> {
  const [tightest] = [...over].sort((a, b) => a.row.fits - b.row.fits)
  if (!tightest) return { unknown: 'it fits every evaluated host' }
  const { row, plan } = tightest
  const budget = `${formatGiB(row.available, 'down')} available on ${plan.host.name}`
  const most = formatGiB(row.together[0]?.total ?? 0)
  if (row.fits < 1) return { unknown: `not even one task of ${most} fits into the ${budget}` }
  return { value: row.fits, because: `${tasksOf(row.fits)} of at most ${most} fit into the ${budget}` }
}

function arithmeticOf(row: FanOutRow, { host, budget }: HostPlan, written: string): string {
  const demand = `${written}: ${productInWords(row)} at once, ${totalsOf(row)} = ${formatGiB(row.total)}`
  const fit = `${tasksOf(row.fits)} ${row.fits === 1 ? 'fits' : 'fit'}`
  return `${demand}; ${supplyOf(host, budget, row.available)}: ${fit}`
}

/** `4 × 2.2 GiB + 6 × 0.31 GiB` */
function totalsOf({ together }: FanOutRow): string {
  const totals = new Map<string, number>()
  for (const { total } of together)
    totals.set(formatFactor(total), (totals.get(formatFactor(total)) ?? 0) + 1)
  const sums = [...totals].map(([total, times]) => `${times} × ${total}`)
  const [first, last] = [together[0], together.at(-1)].map(task => formatGiB(task?.total ?? 0))
  return sums.length > TERMS_AT_MOST ? `each between ${last} and ${first}` : sums.join(' + ')
}

const TERMS_AT_MOST = 4

function tasksOf(count: number): string {
  return `${count} ${count === 1 ? 'task' : 'tasks'}`
}

/** A sum with a guess in it is one, whatever else is in it. */
function leastCertain(hosts: readonly ProductHostSizing[]): Footprint {
  const all = hosts.flatMap(({ row }) => row.together.map(task => task.row.workload.footprint))
  const [guess] = all.filter(isGuess)
  const [derived] = all.filter(({ basis }) => basis === 'derived' || basis === 'default')
  return guess ?? derived ?? all[0] ?? footprint('default', [])
}
