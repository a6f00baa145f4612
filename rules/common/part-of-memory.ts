import { formatGiB, GiB, MiB } from '../../src/model/bytes.ts'
import type { Branch } from '../../src/model/choice.ts'
import type { Problem } from '../../src/model/finding.ts'
import { type Fix, set } from '../../src/model/fix.ts'
import { capacityOf, type Host } from '../../src/model/host.ts'
import type { Context, HostSizing } from '../../src/model/rule.ts'
import type { Setting } from '../../src/model/setting.ts'
import type { Value } from '../../src/model/value.ts'
import type { Workload } from '../../src/model/workload.ts'

/** What each worker may keep, as a part of the memory of a machine. */
export interface PartOfMemory {
  readonly at: Setting<Value>
  /** From above 0 to 1. */
  readonly part: number
  /** As it is written: `workerIdleMemoryLimit: '50%'`. */
  readonly written: string
  readonly when: Branch['when']
}

/** Who reads it, and starts the workers that it is for. */
export interface Reader {
  /** `jest` */
  readonly tool: string
  readonly started: readonly Workload[]
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

/** A limit whose parts are more than there is for the workers; undefined where they are not. */
export function partsTooLarge(limit: PartOfMemory, reader: Reader, context: Context): Problem | undefined {
  const over = overIn(limit, reader, context)
  const [worst] = over
  if (!worst) return undefined
  const { written } = limit
  const { tool } = reader
  const { count, each, host, row, isNone } = worst
  const { process } = row.workload
  const kept = reader.memoryOf(host).part ?? formatGiB(each)
  return {
    at: limit.at,
    message: isNone
      ? `${written} limits nothing on ${host.name}: ${tool} lets a ${process} keep ${kept}, and ${host.name} has ${formatGiB(capacityOf(host).value, 'down')} in all`
      : `${written} lets each of ${count} ${process}s keep ${kept}, ${formatGiB(count * each)} together, and ${host.name} has ${formatGiB(row.available, 'down')} for them`,
    because: [
      ...new Set(over.map(each => sourceOf(limit, reader, each))),
      ...worst.plan.budget.because,
      `${tool} compares it with the JavaScript heap of a ${process}, which node ends at 2 or 4 GiB unless --max-old-space-size says more`,
    ],
    hosts: [...new Set(over.map(({ host: { name } }) => name))],
    // Whether they are reached, nobody has measured.
    ...(!isNone && { severity: 'info' }),
    fix: fixOf(limit, reader, over, context),
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
function overIn({ part, written, when }: PartOfMemory, { started, memoryOf }: Reader, context: Context) {
  return started
    .flatMap(workers => context.size(workers, written).hosts)
    .filter(({ plan: { host } }) => holdsOn(when, host))
    .map((sizing): Over => {
      const { host } = sizing.plan
      const count = Number(sizing.row.processes)
      const each = part * memoryOf(host).bytes
      return { ...sizing, host, count, each, isNone: each >= capacityOf(host).value }
    })
    .filter(
      ({ count, each, row, isNone }) => isNone || (count > 1 && count * each > row.available - row.base),
    )
    .toSorted((a, b) => Number(b.isNone) - Number(a.isNone) || a.row.available - b.row.available)
}

/** Whether CI is set in a container, nobody knows. */
function holdsOn(when: Branch['when'], { kind }: Host): boolean {
  return when === 'always' || (when !== 'unknown' && kind === (when === 'ci' ? 'ci' : 'workstation'))
}

function sourceOf({ written, part }: PartOfMemory, { tool, memoryOf }: Reader, { host, each }: Over): string {
  const { bytes, source, part: words } = memoryOf(host)
  const sum = words ? '' : `: ${formatGiB(each)} of ${formatGiB(bytes)} on ${host.name}`
  return `${tool} takes ${written} for ${Math.round(part * 1000) / 10} % of ${source}${sum}`
}

/** An amount with which all workers fit on every machine that has room for fewer. */
function fixOf({ at }: PartOfMemory, { tool }: Reader, over: readonly Over[], { declared }: Context): Fix {
  const least = Math.min(...over.map(({ row, count }) => ((row.available - row.base) * USED) / count))
  const megabytes = Math.min(MOST, Math.floor(least / STEP) * (STEP / MiB))
  if (megabytes < LEAST)
    return {
      title: 'start fewer workers, or use a machine with more memory',
      safety: 'manual',
      why: 'a limit that leaves room for all of them is less than one needs to run tests',
    }
  const value = `${megabytes}MiB`
  return {
    title: `write '${value}'${declared ? '' : ', which is what this machine has room for'}`,
    safety: 'unsafe',
    why: `from then on ${tool} replaces a worker that keeps more by a new one, which loads everything anew`,
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
