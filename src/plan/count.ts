import type { Host } from '../model/host.ts'
import type { Count } from '../model/workload.ts'

/** How many processes a count means on a host; at least 1 unless the count itself says 0. */
export function processesOn(count: Count, host: Host): number | 'unbounded' {
  switch (count.kind) {
    case 'fixed':
      return count.processes
    case 'unbounded':
      return 'unbounded'
    case 'per-cpu':
      return Math.max(1, Math.floor(cpusAs(count.cpus, host) * (count.times ?? 1)) + (count.plus ?? 0))
    case 'capped': {
      const processes = processesOn(count.count, host)
      return processes === 'unbounded' ? count.atMost : Math.min(processes, count.atMost)
    }
  }
}

/** Whether the count grows with the machine. */
export function growsWithCpus(count: Count): boolean {
  return count.kind === 'per-cpu' || count.kind === 'unbounded'
}

function cpusAs(how: 'logical' | 'physical' | 'quota', host: Host): number {
  if (how === 'physical') return host.physicalCpus.value
  if (how === 'quota' && host.cpuQuota)
    return Math.max(1, Math.min(host.cpus.value, Math.floor(host.cpuQuota.value)))
  return host.cpus.value
}
