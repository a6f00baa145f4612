import { formatFactor, formatGiB } from '../model/bytes.ts'
import { capacityOf } from '../model/host.ts'
import type { FanOutRow, HostPlan, PlanRow, RunnerPlan } from '../model/plan.ts'
import { productInWords } from '../model/product-words.ts'
import type { Report } from '../model/report.ts'
import { figures } from './figures.ts'
import { nameOf, nameOfFanOut, togetherOf } from './plan-words.ts'
import { type Paint, painter, printable, printableLines } from './style.ts'

export interface PlanTableOptions {
  readonly color: boolean
  /** Bars help in a terminal and are noise in a file. */
  readonly bars: boolean
  /** Each row of every footprint's sum, with its source. */
  readonly verbose: boolean
}

/** Workloads against hosts: what each starts, what it takes, what is live together, and whether it fits. */
export function planTable(reports: readonly Report[], options: PlanTableOptions): string {
  const paint = painter(options.color)
  const blocks = reports.flatMap(report => [
    ...(reports.length > 1 ? [paint('bold', `# ${printable(report.root || '.')}`), ''] : []),
    ...report.plan.hosts.flatMap(plan => [...hostBlock(plan, options, paint), '']),
    ...report.plan.runners.flatMap(plan => [...runnerBlock(plan, options, paint), '']),
    ...figures(report.plan.workloads, options, paint),
    ...report.notes.map(note => paint('dim', `note: ${printable(note)}`)),
    ...report.failures.map(
      failure => `${paint(['red', 'bold'], 'memlint failed:')} ${printableLines(failure)}`,
    ),
  ])
  return `${blocks.join('\n').trimEnd()}\n`
}

function hostBlock(plan: HostPlan, options: PlanTableOptions, paint: Paint): string[] {
  const { host, budget } = plan
  const capacity = capacityOf(host)
  return [
    `${paint('bold', printable(host.name))}  ${formatGiB(capacity.value)} / ${host.cpus.value} cpus (${host.kind}; ${printable(capacity.source)})`,
    ...budget.because.map(line => `  ${paint('dim', printable(line))}`),
    `  available to tests and builds: ${formatGiB(budget.available, 'down')}`,
    '',
    ...(plan.rows.length > 0
      ? table(plan, options, paint)
      : ['  nothing here starts processes that memlint knows']),
    ...products(plan, options, paint),
    '',
    `  ${verdict(plan, paint)}`,
  ]
}

/** Short: a repository has many jobs, and every machine of theirs is described elsewhere. */
function runnerBlock(plan: RunnerPlan, options: PlanTableOptions, paint: Paint): string[] {
  const { host, budget } = plan
  return [
    `${paint('bold', printable(host.name))}  ${formatGiB(budget.capacity)} / ${host.cpus.value} cpus (named by jobs; ${printable(host.memory.source)})`,
    `  available to each job: ${formatGiB(budget.available, 'down')}`,
    '',
    ...table({ rows: alikeAsOne(plan.rows) }, options, paint),
  ]
}

/** What several jobs start alike, with how many there are. */
function alikeAsOne(rows: readonly PlanRow[]): readonly PlanRow[] {
  const groups = new Map<string, PlanRow[]>()
  for (const row of rows) {
    const figures = cellsOf(row).slice(0, -1).join('\n')
    groups.set(figures, [...(groups.get(figures) ?? []), row])
  }
  return [...groups.values()].flatMap(([first, ...others]) => {
    if (!first) return []
    const { workload } = first
    const more = new Set(others.map(row => row.workload.when).filter(when => when !== workload.when)).size
    const when = more > 0 ? `${workload.when} and ${more} more` : workload.when
    return [{ ...first, workload: { ...workload, when } }]
  })
}

const HEADINGS = ['workload', 'phase', 'processes', 'each', 'base', 'total', 'fit', 'when'] as const
const NUMERIC: ReadonlySet<number> = new Set([2, 3, 4, 5, 6])

function table({ rows }: Pick<HostPlan, 'rows'>, options: PlanTableOptions, paint: Paint): string[] {
  const [head = '', ...lines] = aligned([HEADINGS, ...rows.map(cellsOf)], NUMERIC)
  return [
    `  ${paint('dim', head)}`,
    ...rows.flatMap((row, index) => [
      `  ${lines[index]}${row.over ? paint('red', '  over') : ''}`,
      ...(options.bars ? [`  ${bar(row, paint)}`] : []),
    ]),
  ]
}

function cellsOf(row: PlanRow): string[] {
  const { workload } = row
  return [
    printable(nameOf(row)),
    workload.phase,
    String(row.processes),
    formatFactor(workload.footprint.bytes),
    row.base > 0 ? formatGiB(row.base) : '-',
    formatGiB(row.total),
    String(row.fits),
    printable(workload.when),
  ]
}

const PRODUCT_HEADINGS = [
  'in several folders at once',
  'phase',
  'tasks × processes',
  'total',
  'tasks that fit',
]
const PRODUCT_NUMERIC: ReadonlySet<number> = new Set([3, 4])

function products({ fanOuts }: HostPlan, options: PlanTableOptions, paint: Paint): string[] {
  if (fanOuts.length === 0) return []
  const [head = '', ...lines] = aligned([PRODUCT_HEADINGS, ...fanOuts.map(productCells)], PRODUCT_NUMERIC)
  return [
    '',
    `  ${paint('dim', head)}`,
    ...fanOuts.flatMap((row, index) => [
      `  ${lines[index]}${row.over ? paint('red', '  over') : ''}`,
      ...(options.bars ? [`  ${bar(row, paint)}`] : []),
    ]),
  ]
}

function productCells(row: FanOutRow): string[] {
  return [
    printable(nameOfFanOut(row)),
    row.phase,
    productInWords(row),
    formatGiB(row.total),
    `${row.fits} of ${row.tasks}`,
  ]
}

function aligned(rows: readonly (readonly string[])[], numeric: ReadonlySet<number>): string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map(row => (row[column] ?? '').length)))
  return rows.map(row =>
    row
      .map((cell, column) =>
        numeric.has(column) ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0),
      )
      .join('  ')
      .trimEnd(),
  )
}

const BAR_WIDTH = 40

/** The budget is the whole width; what goes beyond it is drawn as an arrow. */
function bar(row: Pick<PlanRow, 'total' | 'available'>, paint: Paint): string {
  const part = row.available > 0 ? row.total / row.available : Number.POSITIVE_INFINITY
  if (part > 1)
    return paint(
      'red',
      `${'█'.repeat(BAR_WIDTH)}▶ ${part === Number.POSITIVE_INFINITY ? 'unbounded' : `${part.toFixed(1)} × the budget`}`,
    )
  const filled = Math.round(part * BAR_WIDTH)
  return `${paint('green', '█'.repeat(filled))}${paint('dim', '░'.repeat(BAR_WIDTH - filled))}`
}

function verdict(plan: HostPlan, paint: Paint): string {
  const together = togetherOf(plan)
  if (together === undefined) return paint('dim', 'nothing is live at once')
  const words = plan.verdict === 'fits' ? paint('green', 'fits') : paint(['red', 'bold'], 'exceeds')
  return `live together: ${together}: ${words} ${printable(plan.host.name)}`
}
