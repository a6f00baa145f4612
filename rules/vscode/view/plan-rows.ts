import { type Bytes, formatFactor, formatGiB } from '../../../src/model/bytes.ts'
import type { Host } from '../../../src/model/host.ts'
import type { Plan } from '../../../src/model/plan.ts'
import type { Count, Workload } from '../../../src/model/workload.ts'

/** What another tool starts in a folder, as the plan knows it: the plain run, and no command's own. */
export function runOf({ workloads }: Plan, kind: string, folder: string): Workload | undefined {
  return workloads.find(({ id }) => id === `${kind}:${folder}`)
}

/** Whether nobody wrote a number: then a machine with more cpus starts more. */
export function growsWithCpus(count: Count): boolean {
  return count.kind === 'capped' ? growsWithCpus(count.count) : count.kind === 'per-cpu'
}

/** A machine on which the editor starts more processes of a run than have room. */
export interface Overshoot {
  readonly host: string
  readonly processes: number
  readonly total: Bytes
  /** What the run may use there. */
  readonly available: Bytes
  /** How many processes fit into that; may be 0. */
  readonly fits: number
}

/** Where the editor's own number of processes does not fit, the tightest machine first. In CI nobody edits. */
export function overshoots(
  { hosts }: Plan,
  run: Workload,
  processesOn: (host: Host) => number,
): readonly Overshoot[] {
  return hosts
    .filter(({ host }) => host.kind === 'workstation')
    .flatMap(({ host, rows }) => {
      const row = rows.find(({ workload }) => workload.id === run.id)
      if (!row) return []
      const { base, available, fits } = row
      const processes = processesOn(host)
      const total = base + processes * run.footprint.bytes
      return processes > fits ? [{ host: host.name, processes, total, available, fits }] : []
    })
    .toSorted((a, b) => a.fits - b.fits)
}

/** `8 workers × 2.0 GiB = 16.0 GiB; laptop has 9.5 GiB for them: 4 fit` */
export function arithmeticOf(over: Overshoot, { process, footprint }: Workload): string {
  const demand = `${over.processes} ${process}s × ${formatFactor(footprint.bytes)} = ${formatGiB(over.total)}`
  const supply = `${over.host} has ${formatGiB(over.available, 'down')} for them`
  return `${demand}; ${supply}: ${over.fits} ${over.fits === 1 ? 'fits' : 'fit'}`
}
