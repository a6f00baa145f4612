import type { Bytes } from './bytes.ts'

/** A figure and where it was read. */
export interface Measured<T> {
  readonly value: T
  readonly source: string
}

/** Decides what is reserved, and whether somebody edits there. */
export type HostKind = 'workstation' | 'ci' | 'container'

/** What advice about the machine has to know. `wsl2` is Linux in a virtual machine on Windows. */
export type Platform = 'linux' | 'wsl2' | 'macos' | 'windows'

/** A machine: this one, a named preset, or one declared in the configuration. */
export interface Host {
  readonly name: string
  readonly kind: HostKind
  /** Where `kind` was read. */
  readonly kindSource: string
  /** Absent where nobody said: advice is then left out that holds on one system only. */
  readonly platform?: Platform
  /** Physical memory. */
  readonly memory: Measured<Bytes>
  /** Every limit below the physical memory that applies to this process, from its own cgroup to the root. */
  readonly limits: readonly Measured<Bytes>[]
  /** Cpus as most tools count them: logical, after affinity. At least 1. */
  readonly cpus: Measured<number>
  /** Physical cores, as psutil counts them: it ignores affinity and quotas. At least 1. */
  readonly physicalCpus: Measured<number>
  /** Cpu time the cgroup may use, in cpus; only some tools look at it. */
  readonly cpuQuota?: Measured<number>
  readonly swap?: Measured<Bytes>
  /** Whether this is the machine memlint runs on, whose figures nobody declared. */
  readonly live: boolean
}

/** What a process on the host can have at most: physical memory or the smallest limit. */
export function capacityOf(host: Host): Measured<Bytes> {
  return host.limits.reduce((least, limit) => (limit.value < least.value ? limit : least), host.memory)
}

/** Something to do to a machine. memlint prints it and never does it. */
export interface HostAdvice {
  /** In the imperative. */
  readonly title: string
  readonly why: string
  /** Lines to paste into a shell, or into the file that a comment line names. */
  readonly commands: readonly string[]
  /** The figures it rests on. */
  readonly because: readonly string[]
}
