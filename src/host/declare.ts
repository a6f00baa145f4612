import type { Bytes } from '../model/bytes.ts'
import { capacityOf, type Host, type HostKind } from '../model/host.ts'
import { nameFor } from './detect.ts'

/** A host as somebody writes it down. Checked by whoever read it: memory above 0, whole cpus above 0. */
export interface DeclaredHost {
  readonly name: string
  readonly memory: Bytes
  readonly cpus: number
  /** The cpus themselves when absent: a tool that counts cores then gets the larger number. */
  readonly physicalCpus?: number
  readonly swap?: Bytes
  /** `workstation` when absent, which reserves most. */
  readonly kind?: HostKind
  /** Where it is declared: `memlint.config.json`. */
  readonly source: string
}

export function declareHost(declared: DeclaredHost): Host {
  const { name, memory, cpus, physicalCpus, swap, kind, source } = declared
  return {
    name,
    kind: kind ?? 'workstation',
    kindSource: kind ? source : `not declared in ${source}`,
    memory: { value: memory, source },
    limits: [],
    cpus: { value: cpus, source },
    physicalCpus: {
      value: physicalCpus ?? cpus,
      source: physicalCpus === undefined ? `not declared in ${source}: taken as the cpus` : source,
    },
    ...(swap !== undefined && { swap: { value: swap, source } }),
    live: false,
  }
}

const COMMAND_LINE = 'command line'

/**
 * A host with the memory or the cpus of the command line. They are what a process can have, so the limits
 * that were found no longer count.
 */
export function overrideHost(host: Host, given: { memory?: Bytes; cpus?: number }): Host {
  if (given.memory === undefined && given.cpus === undefined) return host
  const { cpuQuota, ...rest } = host
  const changed: Host = {
    ...rest,
    ...(given.cpus === undefined && cpuQuota && { cpuQuota }),
    ...(given.memory !== undefined && {
      memory: { value: given.memory, source: `--memory on the ${COMMAND_LINE}` },
      limits: [],
    }),
    ...(given.cpus !== undefined && {
      cpus: { value: given.cpus, source: `--cpus on the ${COMMAND_LINE}` },
      physicalCpus: { value: given.cpus, source: `--cpus on the ${COMMAND_LINE}` },
    }),
    live: false,
  }
  return host.live ? { ...changed, name: nameFor(host.kind, capacityOf(changed).value) } : changed
}
