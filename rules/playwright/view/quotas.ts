import type { HostSizing, Sizing } from '../../../src/model/rule.ts'
import type { Count } from '../../../src/model/workload.ts'

/** Where more cpus are counted than may be used, a line for each host. */
export function cpuQuotas({ workload, over }: Sizing): readonly string[] {
  return followsCpus(workload.count.value) ? over.flatMap(quotaOf) : []
}

function followsCpus(count: Count): boolean {
  return count.kind === 'capped' ? followsCpus(count.count) : count.kind === 'per-cpu'
}

function quotaOf({ plan: { host } }: HostSizing): string[] {
  const { name, cpus, cpuQuota } = host
  if (!cpuQuota || cpuQuota.value >= cpus.value) return []
  return [
    `Playwright counts the ${cpus.value} cpus that ${name} shows, of which it may use ${cpuQuota.value}`,
  ]
}
