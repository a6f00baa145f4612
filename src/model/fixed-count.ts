import type { Sizing } from './rule.ts'

/**
 * Why a fixed number would start more somewhere than is started now: it has no at-most form, so it also raises
 * machines with fewer cpus, unless a number that large was there before. Undefined where it raises none.
 */
export function raisesOthers(
  value: number,
  written: unknown,
  { hosts, workload }: Sizing,
  declared: boolean,
): string | undefined {
  if (typeof written === 'number' && written >= value) return undefined
  const many = `${workload.process}s`
  if (!declared) return `a machine with fewer than ${value} cpus would start more ${many} than it does now`
  const smaller = hosts.find(({ row }) => typeof row.processes === 'number' && row.processes < value)
  return (
    smaller && `${smaller.plan.host.name} would start ${value} ${many} instead of ${smaller.row.processes}`
  )
}
