import { formatFactor, formatGiB } from '../../../../src/model/bytes.ts'
import type { AtOnce } from '../python/at-once.ts'
import type { Pools } from './pools.ts'
import { processNamed } from './test-processes.ts'

/** How many processes pools start together when as many tests as can run at the same time have one. */
export function poolProcesses({ kind }: Pools, { starters, plan }: AtOnce): number {
  return starters * kind.processes(plan.host.cpus.value)
}

/** What they take beside the workers, in bytes. */
export function poolMemory(pools: Pools, host: AtOnce): number {
  const { kind } = pools
  return host.starters * (kind.base ?? 0) + poolProcesses(pools, host) * processNamed(kind.row).bytes
}

export function poolArithmetic(pools: Pools, host: AtOnce): string {
  const { kind } = pools
  const { plan, row, starters } = host
  const bytes = poolMemory(pools, host)
  const each = `${kind.processes(plan.host.cpus.value)} processes × ${formatFactor(processNamed(kind.row).bytes)}`
  const base = kind.base === undefined ? '' : ' and what goes with them'
  return `${plan.host.name}: ${starters} × ${each}${base} = ${formatGiB(bytes)}, with the workers ${formatGiB(row.total + bytes)}; ${formatGiB(row.available, 'down')} available`
}
