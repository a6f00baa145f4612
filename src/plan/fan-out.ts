import type { Bytes } from '../model/bytes.ts'
import type { FanOut, FanOutStart, FanOutTask } from '../model/fan-out.ts'
import type { Host } from '../model/host.ts'
import type { FanOutRow, PlanRow, TaskRow } from '../model/plan.ts'
import { processesOn } from './count.ts'

/** A fan-out on a host, of whose workloads `rows` are. Undefined where no two of its tasks run at once. */
export function fanOutRow(fanOut: FanOut, host: Host, rows: readonly PlanRow[]): FanOutRow | undefined {
  const tasks = fanOut.tasks
    .flatMap(task => taskRow(task, rows) ?? [])
    .toSorted((a, b) => descending(a.total, b.total))
  const atOnce = processesOn(fanOut.count.value, host)
  const together = tasks.slice(0, atOnce === 'unbounded' ? tasks.length : atOnce)
  const [largest] = together
  if (!largest || together.length < 2) return undefined
  const { available, workload } = largest.row
  const total = sum(together.map(task => task.total))
  return {
    fanOut,
    phase: workload.phase,
    atOnce,
    together,
    tasks: tasks.length,
    processes: processesOf(together),
    total,
    available,
    fits: howManyFit(tasks, available),
    fitsEach: howManyFitEach(together, available),
    over: total > available,
  }
}

function taskRow(task: FanOutTask, rows: readonly PlanRow[]): TaskRow | undefined {
  const started = task.starts.flatMap(start =>
    rowsStartedBy(task, start, rows).map(row => ({ task, row, ...boundedBy(start, row) })),
  )
  return started.toSorted((a, b) => descending(a.total, b.total))[0]
}

/** What the script asks for by a number of its own, else what the configuration says. */
function rowsStartedBy(
  { folder }: FanOutTask,
  { kind, config, script }: FanOutStart,
  rows: readonly PlanRow[],
): readonly PlanRow[] {
  const alike = rows.filter(
    ({ workload }) => workload.kind === kind && workload.folder === folder && workload.config === config,
  )
  const own = alike.filter(({ workload }) => workload.script !== undefined && workload.script === script)
  return own.length > 0 ? own : alike.filter(({ workload }) => workload.script === undefined)
}

function boundedBy({ atMost }: FanOutStart, { processes, total, base, workload }: PlanRow) {
  if (atMost === undefined || (processes !== 'unbounded' && processes <= atMost)) return { processes, total }
  return { processes: atMost, total: base + atMost * workload.footprint.bytes }
}

function processesOf(tasks: readonly TaskRow[]): number | 'unbounded' {
  const numbers = tasks.flatMap(({ processes }) => (processes === 'unbounded' ? [] : [processes]))
  return numbers.length < tasks.length ? 'unbounded' : sum(numbers)
}

/** Of the largest ones: which of them run together is not known before. */
function howManyFit(tasks: readonly TaskRow[], available: Bytes): number {
  let left = available
  const over = tasks.findIndex(({ total }) => {
    left -= total
    return left < 0
  })
  return over === -1 ? tasks.length : over
}

function howManyFitEach(tasks: readonly TaskRow[], available: Bytes): number {
  const bases = sum(tasks.map(({ row }) => row.base))
  const each = sum(tasks.map(({ row }) => row.workload.footprint.bytes))
  return Math.max(0, Math.floor((available - bases) / each))
}

/** The difference of two infinities is no number. */
function descending(a: number, b: number): number {
  return a === b ? 0 : b - a
}

function sum(amounts: readonly number[]): number {
  return amounts.reduce((total, amount) => total + amount, 0)
}
