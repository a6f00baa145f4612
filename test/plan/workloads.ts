import { declareHost } from '../../src/host/declare.ts'
import { GiB } from '../../src/model/bytes.ts'
import type { FanOut, FanOutTask } from '../../src/model/fan-out.ts'
import { footprint } from '../../src/model/footprint.ts'
import type { Host, HostKind } from '../../src/model/host.ts'
import type { Count, Phase, Workload } from '../../src/model/workload.ts'
import type { PlanOptions } from '../../src/plan/plan.ts'
import { parseDocument } from '../engine/documents.ts'

interface WorkloadOptions {
  readonly kind?: string
  readonly folder?: string
  readonly phase?: Phase
  readonly count?: Count
  /** GiB of one process, measured. */
  readonly each?: number
  /** GiB that are there once. */
  readonly base?: number
}

export function workload(options: WorkloadOptions = {}): Workload {
  const { kind = 'pytest/workers', folder = '', phase = 'test', each = 1, base = 0 } = options
  const amount = (what: string, gib: number) =>
    ({ what, bytes: gib * GiB, evidence: 'measured', source: 'test' }) as const
  return {
    id: `${kind}:${folder}`,
    kind,
    folder,
    title: kind,
    process: 'worker',
    phase,
    when: 'every run',
    count: {
      value: options.count ?? { kind: 'per-cpu', cpus: 'logical' },
      document: parseDocument('a.ini', ''),
      at: [],
    },
    footprint: footprint('measured', [amount('one worker', each)]),
    base: base > 0 ? [amount('cache', base)] : [],
  }
}

export function editor(gib: number, folder = ''): Workload {
  const count = { kind: 'fixed', processes: 1 } as const
  return workload({ kind: 'vscode/rust-analyzer', phase: 'editor', each: gib, folder, count })
}

const JEST = 'jest/workers'

export function jest(folder: string, more: WorkloadOptions = {}): Workload {
  return workload({ kind: JEST, folder, ...more })
}

/** Starts what `jest` makes. */
export function task(folder: string, start: Partial<FanOutTask['starts'][number]> = {}): FanOutTask {
  return { folder, name: 'test', starts: [{ kind: JEST, ...start }] }
}

export function fanOut(count: Count, tasks = ['a', 'b', 'c', 'd'].map(folder => task(folder))): FanOut {
  return {
    id: 'turbo/tasks: npm run test',
    kind: 'turbo/tasks',
    folder: '',
    title: 'turbo tasks',
    when: 'npm run test',
    count: { value: count, document: parseDocument('turbo.json', '{}'), at: [] },
    tasks,
  }
}

export function host(gib: number, cpus: number, more: { name?: string; kind?: HostKind } = {}): Host {
  return declareHost({
    name: more.name ?? `host-${gib}g`,
    memory: gib * GiB,
    cpus,
    kind: more.kind ?? 'workstation',
    source: 'test',
  })
}

export function planOptions(hosts: readonly Host[], more: Partial<PlanOptions> = {}): PlanOptions {
  return {
    hosts,
    share: 1,
    overlap: false,
    reserveOf: () => undefined,
    footprintOf: () => undefined,
    ...more,
  }
}
