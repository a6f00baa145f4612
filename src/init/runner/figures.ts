import { type Bytes, formatGiB, MiB } from '../../model/bytes.ts'
import type { Config } from '../../model/config.ts'
import type { Amount } from '../../model/footprint.ts'
import type { HostKind } from '../../model/host.ts'
import type { Plan } from '../../model/plan.ts'
import type { Count, Workload } from '../../model/workload.ts'
import { DEFAULT_RESERVE } from '../../plan/budget.ts'

/** One figure of a runner script. Its name is one of a variable in both shells. */
export interface Figure {
  readonly name: string
  readonly value: number | 'yes' | 'no'
}

/** Figures that belong together, with their reasons. */
export interface FigureGroup {
  readonly because: readonly string[]
  readonly figures: readonly Figure[]
}

export type Figures = readonly FigureGroup[]

const LEVERS = [
  { name: 'pytest', kind: 'pytest/workers' },
  { name: 'cargo', kind: 'cargo/jobs' },
  { name: 'doctest', kind: 'cargo/doctests' },
  { name: 'nextest', kind: 'nextest/tests' },
] as const

/** All that a runner script has to know of the repository: what is the machine's, it looks up itself. */
export function figuresOf(plan: Plan, config: Pick<Config, 'reserve' | 'share' | 'overlap'>): Figures {
  return [
    ...LEVERS.map(({ name, kind }) =>
      leverOf(
        name,
        plan.workloads.filter(workload => workload.kind === kind),
      ),
    ),
    ...reserveFigures(config),
    shareFigures(plan, config),
  ]
}

/** Whether there is anything a script could set. */
export function isAnyStarted(figures: Figures): boolean {
  return figures.some(group => group.figures.some(({ name, value }) => isFootprint(name) && value !== 0))
}

/**
 * Of several workloads of a kind (a workspace has several roots) the largest footprint and the lowest limit: one
 * environment is for all of them.
 */
function leverOf(name: string, workloads: readonly Workload[]): FigureGroup {
  const [largest] = workloads.toSorted((a, b) => b.footprint.bytes - a.footprint.bytes)
  const started = workloads.filter(workload => isPlain(workload) && isMeant(workload))
  const limits = started.map(({ count, atMost }) => limitOf(count.value, atMost))
  const most = Math.min(...limits.map(limit => limit.most))
  const isPerCpu = limits.length === 0 || limits.some(limit => limit.perCpu)
  return {
    because: largest
      ? [
          `${largest.title}: one ${largest.process} takes ${formatGiB(largest.footprint.bytes)}`,
          ...largest.footprint.amounts.map(amountLine),
          ...(Number.isFinite(most) ? [`at most ${most}: the repository starts no more`] : []),
        ]
      : [`${name}: not part of the plan`],
    figures: [
      { name: `${name}_mib`, value: wholeMib(largest?.footprint.bytes ?? 0) },
      { name: `${name}_base_mib`, value: wholeMib(baseOf(workloads)) },
      { name: `${name}_most`, value: Number.isFinite(most) ? most : 0 },
      { name: `${name}_per_cpu`, value: yesOrNo(isPerCpu) },
      { name: `${name}_spare_cpus`, value: Math.max(0, ...limits.map(limit => limit.spare)) },
      ...(name === 'pytest' ? [{ name: 'pytest_distributed', value: yesOrNo(started.length > 0) }] : []),
    ],
  }
}

function yesOrNo(is: boolean): 'yes' | 'no' {
  return is ? 'yes' : 'no'
}

function reserveFigures({ reserve }: Pick<Config, 'reserve'>): FigureGroup[] {
  const kinds: readonly HostKind[] = ['workstation', 'ci', 'container']
  return kinds.map((kind, index) => {
    const { floor, part } = reserveOf(kind, reserve[kind])
    return {
      because: index === 0 ? ['left alone: a part of the memory, and at least an amount of it'] : [],
      figures: [
        { name: `${kind}_floor_mib`, value: wholeMib(floor) },
        { name: `${kind}_percent`, value: Math.ceil(part * 100) },
      ],
    }
  })
}

function shareFigures(plan: Plan, { share, overlap }: Pick<Config, 'share' | 'overlap'>): FigureGroup {
  const resident = Math.max(0, ...plan.hosts.map(({ budget }) => budget.resident))
  return {
    because: [
      resident > 0
        ? `the editor keeps ${formatGiB(resident)} while tests and builds run, on a workstation`
        : 'no editor is known to keep anything while tests and builds run',
      ...(overlap ? ['tests and builds run at once, each with half'] : []),
    ],
    figures: [
      { name: 'editor_mib', value: wholeMib(resident) },
      { name: 'runs', value: overlap ? 2 : 1 },
      { name: 'share', value: share },
    ],
  }
}

function reserveOf(kind: HostKind, configured: Config['reserve'][HostKind]): { floor: Bytes; part: number } {
  if (!configured) return DEFAULT_RESERVE[kind]
  return 'bytes' in configured ? { floor: configured.bytes, part: 0 } : { floor: 0, part: configured.part }
}

/** What the repository itself says about the number of processes. Infinity where it says none. */
function limitOf(
  count: Count,
  atMost = Number.POSITIVE_INFINITY,
): { most: number; perCpu: boolean; spare: number } {
  switch (count.kind) {
    case 'fixed':
      return { most: Math.min(count.processes, atMost), perCpu: false, spare: 0 }
    case 'capped': {
      const inner = limitOf(count.count, atMost)
      return { ...inner, most: Math.min(inner.most, count.atMost) }
    }
    case 'per-cpu':
      return { most: atMost, perCpu: true, spare: Math.max(0, -(count.plus ?? 0)) }
    case 'unbounded':
      return { most: atMost, perCpu: true, spare: 0 }
  }
}

/** pytest runs the tests in one process where nobody asked for workers: that is no limit. */
function isMeant({ kind, count }: Workload): boolean {
  return kind !== 'pytest/workers' || count.value.kind !== 'fixed' || count.value.processes > 1
}

/** Of the configuration itself, not of one workflow or environment alone. */
function isPlain({ id, kind, folder }: Workload): boolean {
  return id === `${kind}:${folder}`
}

function baseOf(workloads: readonly Workload[]): Bytes {
  return Math.max(0, ...workloads.map(({ base }) => base.reduce((sum, { bytes }) => sum + bytes, 0)))
}

function amountLine({ bytes, what, evidence, source }: Amount): string {
  return `  ${formatGiB(bytes)} ${what} (${evidence}: ${source})`
}

function isFootprint(name: string): boolean {
  return LEVERS.some(lever => name === `${lever.name}_mib`)
}

/** Rounded up: what is counted is never less than what is taken. */
function wholeMib(bytes: Bytes): number {
  return Math.ceil(bytes / MiB)
}
