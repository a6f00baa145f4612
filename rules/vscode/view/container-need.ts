import { type Bytes, formatFactor, formatGiB } from '../../../src/model/bytes.ts'
import { type Footprint, footprint, isGuess } from '../../../src/model/footprint.ts'
import type { Plan } from '../../../src/model/plan.ts'
import type { Count, Workload } from '../../../src/model/workload.ts'
import { explainFootprint } from '../../common/explain-footprint.ts'

/** The least that a container has to hold: the server of its folder and the largest run in it. */
export interface ContainerNeed {
  readonly bytes: Bytes
  /** The sum, as evidence: a guess in it makes a guess of the whole. */
  readonly footprint: Footprint
  readonly because: readonly string[]
}

/** Undefined where nothing is known to run in the folder: a server alone is a guess. */
export function leastNeed({ workloads }: Plan, folder: string, cpus: number): ContainerNeed | undefined {
  const inside = workloads.filter(each => folder === '' || `${each.folder}/`.startsWith(`${folder}/`))
  const runs = inside.filter(({ phase }) => phase !== 'editor').map(run => partOf(run, cpus))
  const servers = inside.filter(({ phase }) => phase === 'editor').map(server => partOf(server, cpus))
  const [run] = runs.toSorted((a, b) => b.bytes - a.bytes)
  const [server] = servers.filter(({ workload }) => workload.folder === folder)
  if (!run) return undefined
  const parts = server ? [server, run] : [run]
  return {
    bytes: parts.reduce((sum, { bytes }) => sum + bytes, 0),
    footprint: sumOf(parts),
    because: parts.flatMap(explain),
  }
}

interface Part {
  readonly workload: Workload
  readonly processes: number
  readonly bytes: Bytes
}

function partOf(workload: Workload, cpus: number): Part {
  // A guess is not multiplied.
  const processes = isGuess(workload.footprint) ? 1 : atLeast(workload.count.value, cpus)
  const base = workload.base.reduce((sum, { bytes }) => sum + bytes, 0)
  return { workload, processes, bytes: base + processes * workload.footprint.bytes }
}

/** What is started whatever the machine; where only the machine decides, what the required cpus make of it. */
function atLeast(count: Count, cpus: number): number {
  switch (count.kind) {
    case 'fixed':
      return count.processes
    case 'capped':
      return Math.min(count.atMost, atLeast(count.count, cpus))
    case 'per-cpu': {
      const own = count.cpus === 'physical' ? Math.floor(cpus / 2) : cpus
      return Math.max(1, Math.floor(own * (count.times ?? 1)) + (count.plus ?? 0))
    }
    case 'unbounded':
      return 1
  }
}

function sumOf(parts: readonly Part[]): Footprint {
  const isKnown = parts.every(
    ({
      workload: {
        footprint: { basis },
      },
    }) => KNOWN.includes(basis),
  )
  const amounts = parts.flatMap(({ workload, processes }) => [
    ...workload.base,
    ...workload.footprint.amounts.map(amount => ({ ...amount, bytes: processes * amount.bytes })),
  ])
  return footprint(isKnown ? 'configured' : 'derived', amounts)
}

const KNOWN: readonly Footprint['basis'][] = ['measured', 'configured']

/** `pytest workers: 4 workers × 2.0 GiB = 8.0 GiB` */
function explain({ workload, processes, bytes }: Part): readonly string[] {
  const { title, process, footprint: each, base } = workload
  const once = base.map(amount => ` + ${formatGiB(amount.bytes)} ${amount.what}`).join('')
  const many = processes === 1 && once === '' ? '' : `${processes} ${process}${processes === 1 ? '' : 's'} × `
  const sum = many === '' ? '' : `${many}${formatFactor(each.bytes)}${once} = `
  return [`${title}: ${sum}${formatGiB(bytes)}`, ...explainFootprint(workload)]
}
