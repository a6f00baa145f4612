import { declareHost } from '../../src/host/declare.ts'
import { GiB } from '../../src/model/bytes.ts'
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
