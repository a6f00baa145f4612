import { formatGiB } from '../../model/bytes.ts'
import { capacityOf } from '../../model/host.ts'
import { type FanOutRow, type HostPlan, machinesIn, type PlanRow } from '../../model/plan.ts'
import { productInWords } from '../../model/product-words.ts'
import type { Report } from '../../model/report.ts'
import { nameOf, nameOfFanOut, sumOf, togetherOf } from '../plan-words.ts'
import { many } from '../summary.ts'
import { cell, code, inline } from './escape.ts'
import type { Block } from './fitted.ts'

/** `does not fit workstation-31g, fits laptop` */
export function verdicts(reports: readonly Report[]): string {
  const plans = reports.flatMap(report => machinesIn(report.plan))
  const exceeded = new Set(plans.filter(plan => plan.verdict === 'exceeds').map(plan => plan.host.name))
  const fitting = new Set(plans.map(plan => plan.host.name).filter(name => !exceeded.has(name)))
  return [
    ...(exceeded.size > 0 ? [`does not fit ${[...exceeded].map(code).join(', ')}`] : []),
    ...(fitting.size > 0 ? [`fits ${[...fitting].map(code).join(', ')}`] : []),
  ].join(', ')
}

/** What each project starts on each host; those first that do not fit. */
export function planBlocks(reports: readonly Report[]): Block[] {
  const plans = reports.flatMap(report => machinesIn(report.plan).map(plan => ({ report, plan })))
  return plans
    .filter(({ plan }) => plan.rows.length > 0)
    .toSorted((a, b) => rank(a.plan) - rank(b.plan))
    .map(({ report, plan }) => {
      const where = reports.length > 1 ? `${code(report.root || '.')} on ` : ''
      const verdict = plan.verdict === 'fits' ? 'fits' : 'does not fit'
      return { what: 'plan', forms: [`### ${where}${code(plan.host.name)}: ${verdict}\n\n${planOf(plan)}`] }
    })
}

function rank({ verdict }: HostPlan): number {
  return verdict === 'exceeds' ? 0 : 1
}

function planOf(plan: HostPlan): string {
  const { host, budget, rows, fanOuts } = plan
  const together = togetherOf(plan)
  const size = `${formatGiB(capacityOf(host).value)} / ${many(host.cpus.value, 'cpu')}`
  return [
    `${size}, of which ${formatGiB(budget.usable, 'down')} usable and ${formatGiB(budget.available, 'down')} available to tests and builds.`,
    '',
    '| workload | phase | processes × each = total | available | fit | |',
    '|---|---|---:|---:|---:|---|',
    ...rows.map(rowOf),
    ...fanOuts.map(productRowOf),
    ...(together === undefined ? [] : ['', `Live together: ${inline(together)}.`]),
  ].join('\n')
}

function rowOf(row: PlanRow): string {
  return line(nameOf(row), row.workload.phase, sumOf(row), String(row.fits), row)
}

function productRowOf(row: FanOutRow): string {
  return line(
    nameOfFanOut(row),
    row.phase,
    `${productInWords(row)}: ${formatGiB(row.total)}`,
    `${row.fits} of ${row.tasks} tasks`,
    row,
  )
}

function line(
  name: string,
  phase: string,
  sum: string,
  fits: string,
  { available, over }: Pick<PlanRow, 'available' | 'over'>,
): string {
  const cells = [inline(name), phase, sum, formatGiB(available, 'down'), fits, over ? '**over**' : 'fits']
  return `| ${cells.map(cell).join(' | ')} |`
}
