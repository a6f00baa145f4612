import { formatFactor, formatGiB } from '../../../../src/model/bytes.ts'
import type { AtOnce } from '../python/at-once.ts'
import { CONTROLLER, WORKER } from '../runs/footprint.ts'
import type { NestedRun } from './nested-pytest.ts'

/** How many processes there are when the tests that start one run at the same time, as a sum. */
export function nestedProcesses(one: NestedRun, host: AtOnce): string {
  const { workers, starters, plan } = host
  const inner = workersOf(one, host)
  const each = one.separate ? `(1 + ${inner})` : String(inner)
  const all = 1 + workers + starters * (Number(one.separate) + inner)
  return `1 + ${workers} + ${starters} × ${each} = ${all} processes at once on ${plan.host.name}`
}

/** What the nested runs take beside the workers, in bytes. */
export function nestedMemory(one: NestedRun, host: AtOnce): number {
  return host.starters * (Number(one.separate) * CONTROLLER.bytes + workersOf(one, host) * eachOf(one, host))
}

export function nestedArithmetic(one: NestedRun, host: AtOnce): string {
  const { plan, row, workers, starters } = host
  const nested = `${starters} × ${workersOf(one, host)} workers × ${formatFactor(eachOf(one, host))}`
  const total = formatGiB(row.total + nestedMemory(one, host))
  return `${plan.host.name}: ${nested} beside the ${workers} of the run = ${total} in all; ${formatGiB(row.available, 'down')} available`
}

/** How many workers a nested run starts in one of the workers of a run. */
function workersOf({ options }: NestedRun, { workers, plan }: AtOnce): number {
  return options.workers ? plan.host.cpus.value : workers
}

/** A worker that runs tests of the project holds what the others hold; tests made for the moment import little. */
function eachOf({ readsConfig }: NestedRun, { row }: AtOnce): number {
  return readsConfig ? row.workload.footprint.bytes : WORKER.bytes
}
