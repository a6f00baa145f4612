import { GiB, MiB } from '../model/bytes.ts'
import { capacityOf, type Host, type HostKind } from '../model/host.ts'
import { cpuQuotaOf, cpusOf, physicalCpusOf } from './cpus.ts'
import { kindOf, platformOf } from './kind.ts'
import type { Machine } from './machine.ts'
import { memoryLimitsOf, memoryOf, swapOf } from './memory.ts'

/** The machine memlint runs on, every figure with the file it was read from. Never throws. */
export function detectHost(machine: Machine): Host {
  const platform = platformOf(machine)
  const memory = memoryOf(machine, platform)
  const cpuQuota = cpuQuotaOf(machine)
  const swap = swapOf(machine)
  const unnamed = {
    ...kindOf(machine),
    platform,
    memory,
    limits: memoryLimitsOf(machine, memory.value),
    cpus: cpusOf(machine),
    physicalCpus: physicalCpusOf(machine),
    ...(cpuQuota && { cpuQuota }),
    ...(swap && { swap }),
    live: true,
  }
  return { ...unnamed, name: nameFor(unnamed.kind, capacityOf({ ...unnamed, name: '' }).value) }
}

/** `workstation-31g`: says what it is without giving the machine's own name away in reports. */
export function nameFor(kind: HostKind, capacity: number): string {
  const size = capacity < GiB ? `${Math.round(capacity / MiB)}m` : `${Math.round(capacity / GiB)}g`
  return `${kind}-${size}`
}
