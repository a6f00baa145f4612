import type { Bytes } from '../model/bytes.ts'
import type { FanOut } from '../model/fan-out.ts'
import type { Host, HostKind } from '../model/host.ts'
import type { RunnerFor } from '../model/job.ts'
import type { Budget, FanOutRow, HostPlan, PlanRow } from '../model/plan.ts'
import type { Phase, Workload } from '../model/workload.ts'
import { budgetOf, type Reserve } from './budget.ts'
import { processesOn } from './count.ts'
import { fanOutRow } from './fan-out.ts'
import type { FootprintOf } from './footprints.ts'

export interface PlanOptions {
  readonly hosts: readonly Host[]
  readonly share: number
  /** Tests and builds run at the same time, each with half of what is available. */
  readonly overlap: boolean
  /** The configured reserve of a kind of host; undefined for the default. */
  reserveOf(kind: HostKind): Reserve | undefined
  /** What editors keep resident, when the configuration says it. */
  readonly resident?: Bytes
  readonly footprintOf: FootprintOf
  /** What is known of the machines that jobs name; nothing when absent. */
  readonly runnerFor?: RunnerFor
}

/** What of a host the workloads take that run there, and what multiplies them. */
export function planFor(
  host: Host,
  found: readonly Workload[],
  options: PlanOptions,
  spread: readonly FanOut[] = [],
): HostPlan {
  const workloads = found.filter(workload => runsOn(workload, host))
  const editors = busiestEditor(
    workloads.filter(workload => workload.phase === 'editor'),
    host,
  )
  const resident = options.resident ?? sum(editors.map(workload => rowTotal(workload, host)))
  const reserve = options.reserveOf(host.kind)
  const budget = budgetOf(host, { share: options.share, resident, ...(reserve && { reserve }) })
  const rows = workloads.map(workload => rowOf(workload, host, budget, options))
  const fanOuts = spread
    .filter(fanOut => runsOn(fanOut, host))
    .flatMap(fanOut => fanOutRow(fanOut, host, rows) ?? [])
  // A configured amount stands for everything that editors keep, whichever servers are known.
  const servers = options.resident === undefined ? editors : []
  const { live, liveThrough, runs } = liveTogether(rows, fanOuts, servers, budget, options)
  const peak = budget.resident + sum(runs.map(run => run.total * budget.share))
  const isOver = [...rows, ...fanOuts].some(row => row.over)
  const verdict = peak > budget.usable || isOver ? 'exceeds' : 'fits'
  return { host, budget, rows, fanOuts, live, peak, verdict, ...(liveThrough && { liveThrough }) }
}

/** Whether CI is set in a container, nobody knows: what depends on it has no row there. */
function runsOn({ only }: Pick<Workload, 'only'>, { kind }: Host): boolean {
  if (only === 'outside-ci') return kind !== 'ci'
  return only === undefined || kind === (only === 'ci' ? 'ci' : 'workstation')
}

/** One editor window has one folder open: the folder whose servers need most. */
function busiestEditor(editors: readonly Workload[], host: Host): readonly Workload[] {
  const folders = new Map<string, Workload[]>()
  for (const workload of editors)
    folders.set(workload.folder, [...(folders.get(workload.folder) ?? []), workload])
  const totals = [...folders.values()].map(servers => ({
    servers,
    total: sum(servers.map(workload => rowTotal(workload, host))),
  }))
  return totals.sort((a, b) => b.total - a.total)[0]?.servers ?? []
}

function rowOf(workload: Workload, host: Host, budget: Budget, options: PlanOptions): PlanRow {
  const base = baseOf(workload)
  const available = availableFor(workload.phase, budget, options)
  const total = rowTotal(workload, host)
  return {
    workload,
    processes: processesOn(workload.count.value, host),
    base,
    total,
    available,
    fits: Math.max(0, Math.floor((available - base) / workload.footprint.bytes)),
    over: total > available,
  }
}

/** Memory that a workload of a phase may use on a host. */
function availableFor(phase: Phase, budget: Budget, options: { readonly overlap: boolean }): Bytes {
  if (phase === 'editor') return budget.usable
  return options.overlap ? budget.available / 2 : budget.available
}

/**
 * The editor's servers, plus the largest single run of tests or builds, or one of each when they overlap. A run is a
 * workload, or a fan-out with all that it starts at once.
 */
function liveTogether(
  rows: readonly PlanRow[],
  fanOuts: readonly FanOutRow[],
  editors: readonly Workload[],
  budget: Budget,
  options: PlanOptions,
) {
  const servers = budget.resident > 0 ? rows.filter(row => editors.includes(row.workload)) : []
  const all: readonly Run[] = [...rows, ...fanOuts]
  const tests = largest(all.filter(run => phaseOf(run) === 'test'))
  const builds = largest(all.filter(run => phaseOf(run) === 'build'))
  const runs = options.overlap ? [...tests, ...builds] : largest([...tests, ...builds])
  const liveThrough = runs.find(isFanOut)
  return { live: [...servers, ...runs.flatMap(rowsOf)], runs, liveThrough }
}

type Run = PlanRow | FanOutRow

function isFanOut(run: Run): run is FanOutRow {
  return 'fanOut' in run
}

function phaseOf(run: Run): Phase {
  return isFanOut(run) ? run.phase : run.workload.phase
}

function rowsOf(run: Run): readonly PlanRow[] {
  return isFanOut(run) ? run.together.map(({ row }) => row) : [run]
}

function largest(runs: readonly Run[]): readonly Run[] {
  return [...runs].sort((a, b) => b.total - a.total).slice(0, 1)
}

function rowTotal(workload: Workload, host: Host): Bytes {
  const processes = processesOn(workload.count.value, host)
  if (processes === 'unbounded') return Number.POSITIVE_INFINITY
  return baseOf(workload) + processes * workload.footprint.bytes
}

function baseOf(workload: Workload): Bytes {
  return sum(workload.base.map(amount => amount.bytes))
}

function sum(amounts: readonly Bytes[]): Bytes {
  return amounts.reduce((total, bytes) => total + bytes, 0)
}
