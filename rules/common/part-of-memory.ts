import { formatGiB, GiB, MiB } from '../../src/model/bytes.ts'
import type { Problem } from '../../src/model/finding.ts'
import { type Fix, set } from '../../src/model/fix.ts'
import { capacityOf, type Host } from '../../src/model/host.ts'
import type { Context, HostSizing } from '../../src/model/rule.ts'
import type { Setting } from '../../src/model/setting.ts'
import type { Value } from '../../src/model/value.ts'
import type { Side, Workload } from '../../src/model/workload.ts'

/** What each worker may keep, as a part of the memory of a machine. */
export interface PartOfMemory {
  readonly at: Setting<Value>
  /** From above 0 to 1. */
  readonly part: number
  /** As it is written: `workerIdleMemoryLimit: '50%'`. */
  readonly written: string
  readonly workers: Workload
  /** Where it holds; everywhere when absent. */
  readonly only?: Side
  /** The tool: `jest`. */
  readonly tool: string
  memoryOf(host: Host): AllMemory
}

/** What a tool takes for all memory of a host, and where it asks. */
export interface AllMemory {
  readonly bytes: number
  readonly source: string
  /** What a part of it is, where that is no figure worth printing. */
  readonly part?: string
}

/** A number or a percentage: a part of the memory up to 1, and bytes beyond it. Undefined where a unit says what it is. */
export function withoutUnit(value: Value | undefined): number | undefined {
  const text = typeof value === 'number' || typeof value === 'string' ? String(value) : ''
  const [, digits, percent] = /^(\d{1,15}(?:\.\d{1,15})?)(%?)$/.exec(text) ?? []
  return digits === undefined ? undefined : Number(digits) / (percent ? 100 : 1)
}

/** Where most tools ask. */
export const TOTALMEM = 'os.totalmem(), the memory of the machine, whatever a container may use'

/** Where the parts of all workers are more than there is for them; undefined where they are not. */
export function partsTooLarge(limit: PartOfMemory, context: Context): Problem | undefined {
  const { written, tool, workers } = limit
  const over = overIn(limit, context)
  const [worst] = over
  if (!worst) return undefined
  const { count, each, host, row, isNone } = worst
  const kept = limit.memoryOf(host).part ?? formatGiB(each)
  const place = isNone
    ? `${host.name} has ${formatGiB(capacityOf(host).value, 'down')} in all`
    : `${host.name} has ${formatGiB(row.available, 'down')} for them`
  return {
    at: limit.at,
    message: isNone
      ? `${written} limits nothing on ${host.name}: ${tool} lets a ${workers.process} keep ${kept}, and ${place}`
      : `${written} lets each of ${count} ${workers.process}s keep ${kept}, ${formatGiB(count * each)} together, and ${place}`,
    because: [
      ...new Set(over.map(each => sourceOf(limit, each))),
      ...worst.plan.budget.because,
      `${tool} compares it with the JavaScript heap of a ${workers.process}, which node ends at 2 or 4 GiB unless --max-old-space-size says more`,
    ],
    hosts: over.map(({ host: { name } }) => name),
    // Whether they are reached, nobody has measured.
    ...(!isNone && { severity: 'info' }),
    fix: fixOf(limit, over, context),
  }
}

interface Over extends HostSizing {
  readonly host: Host
  readonly count: number
  /** What one may keep. */
  readonly each: number
  /** A single one may keep more than all that there is. */
  readonly isNone: boolean
}

/** The worst first. */
function overIn({ part, written, workers, only, memoryOf }: PartOfMemory, context: Context): Over[] {
  return context
    .size(workers, written)
    .hosts.filter(({ plan: { host } }) => !only || host.kind === (only === 'ci' ? 'ci' : 'workstation'))
    .map(sizing => {
      const { host } = sizing.plan
      const count = Number(sizing.row.processes)
      const capacity = capacityOf(host).value
      const each = part * memoryOf(host).bytes
      return { ...sizing, host, count, each, isNone: each >= capacity }
    })
    .filter(
      ({ count, each, row, isNone }) => isNone || (count > 1 && count * each > row.available - row.base),
    )
    .toSorted((a, b) => Number(b.isNone) - Number(a.isNone) || a.row.available - b.row.available)
}

function sourceOf({ written, part, tool, memoryOf }: PartOfMemory, { host, each }: Over): string {
  const { bytes, source, part: words } = memoryOf(host)
  const sum = words ? '' : `: ${formatGiB(each)} of ${formatGiB(bytes)} on ${host.name}`
  return `${tool} takes ${written} for ${Math.round(part * 1000) / 10} % of ${source}${sum}`
}

/** An amount with which all workers fit on every machine that has room for fewer. */
function fixOf({ at, tool, workers }: PartOfMemory, over: readonly Over[], { declared }: Context): Fix {
  const least = Math.min(...over.map(({ row, count }) => ((row.available - row.base) * USED) / count))
  const megabytes = Math.min(MOST, Math.floor(least / STEP) * (STEP / MiB))
  if (megabytes < LEAST)
    return {
      title: `start fewer ${workers.process}s, or use a machine with more memory`,
      safety: 'manual',
      why: `a limit that leaves room for all of them is less than a ${workers.process} needs to run tests`,
    }
  const value = `${megabytes}MiB`
  return {
    title: `write '${value}'${declared ? '' : ', which is what this machine has room for'}`,
    safety: 'unsafe',
    why: `from then on ${tool} replaces a ${workers.process} that keeps more by a new one, which loads everything anew`,
    ops: [set(at, value)],
    remainder: [`${tool}/workers-exceed-memory`],
  }
}

/** A worker is looked at between two files: what one file needs comes on top. */
const USED = 0.8
const STEP = 128 * MiB
/** In MiB; below it a worker would be replaced after every file. */
const LEAST = 256
/** In MiB: what node limits a heap to on a machine with less than 15 GiB. */
const MOST = (2 * GiB) / MiB
