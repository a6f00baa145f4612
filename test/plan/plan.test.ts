import { describe, expect, it } from 'vitest'
import { GiB } from '../../src/model/bytes.ts'
import { makePlan } from '../../src/plan/plan.ts'
import { editor, host, planOptions, workload } from './workloads.ts'

describe('the incidents', () => {
  it('31 GiB, 3 GiB a worker, 2.5 GiB editor: 6 workers fit', () => {
    const plan = makePlan([workload({ each: 3 }), editor(2.5)], planOptions([host(31, 16)]))
    const [hostPlan] = plan.hosts
    expect(hostPlan?.rows[0]).toMatchObject({ processes: 16, total: 48 * GiB, fits: 6, over: true })
    expect(hostPlan?.verdict).toBe('exceeds')
  })

  it('16 GiB, 2 GiB a compiler, 2.5 GiB editor: 4 jobs fit', () => {
    const jobs = workload({ kind: 'cargo/jobs', phase: 'build', each: 2 })
    const plan = makePlan([jobs, editor(2.5)], planOptions([host(16, 8)]))
    expect(plan.hosts[0]?.rows[0]).toMatchObject({ processes: 8, fits: 4, over: true })
  })
})

describe('the budget', () => {
  const only = (gib: number, kind: 'workstation' | 'ci' | 'container', more = {}) =>
    makePlan([workload()], planOptions([host(gib, 2, { kind })], more)).hosts[0]

  it.each([
    [4, 'workstation', 1.5],
    [16, 'workstation', 4],
    [4, 'ci', 1],
    [16, 'ci', 2.4],
    [4, 'container', 1],
    [32, 'container', 4.8],
  ] as const)('of %d GiB on a %s, %d GiB are reserved', (gib, kind, reserved) => {
    const budget = only(gib, kind)?.budget
    expect(budget?.reserve).toBeCloseTo(reserved * GiB)
    expect(budget?.usable).toBeCloseTo((gib - reserved) * GiB)
  })

  it('takes a configured reserve, as an amount or as a part', () => {
    expect(only(16, 'ci', { reserveOf: () => ({ bytes: 3 * GiB }) })?.budget.usable).toBe(13 * GiB)
    expect(only(16, 'ci', { reserveOf: () => ({ part: 0.5 }) })?.budget.usable).toBe(8 * GiB)
    const asked: string[] = []
    only(16, 'ci', { reserveOf: (kind: string) => void asked.push(kind) })
    expect(asked).toEqual(['ci'])
  })

  it('is never below nothing', () => {
    const hostPlan = only(1, 'workstation')
    expect(hostPlan?.budget).toMatchObject({ usable: 0, available: 0 })
    expect(hostPlan?.rows[0]).toMatchObject({ fits: 0, over: true })
  })

  it('rests on the smallest limit', () => {
    const limited = { ...host(64, 8), limits: [{ value: 8 * GiB, source: 'memory.max' }] }
    const { budget } = makePlan([], planOptions([limited])).hosts[0] ?? {}
    expect(budget).toMatchObject({ capacity: 8 * GiB, usable: 6 * GiB })
    expect(budget?.because[0]).toContain('memory.max')
  })
})

describe('what editors keep', () => {
  it('is subtracted before the runs share what is left: one editor serves them all', () => {
    const plan = makePlan([workload({ each: 3 }), editor(2.5)], planOptions([host(31, 16)], { share: 2 }))
    const [hostPlan] = plan.hosts
    expect(hostPlan?.budget.available).toBe(((31 * 3) / 4 - 2.5) * (GiB / 2))
    expect(hostPlan?.rows[0]?.fits).toBe(3)
    expect(hostPlan?.peak).toBe(2 * 48 * GiB + 2.5 * GiB)
  })

  it('counts on workstations only', () => {
    const plan = makePlan([workload({ each: 3 }), editor(2.5)], planOptions([host(31, 16, { kind: 'ci' })]))
    expect(plan.hosts[0]?.budget.resident).toBe(0)
    expect(plan.hosts[0]?.live.map(row => row.workload.phase)).toEqual(['test'])
  })

  it('is that of the one folder whose servers need most: a window has one folder open', () => {
    const plan = makePlan([editor(1, 'a'), editor(4, 'b'), editor(2, 'c')], planOptions([host(31, 16)]))
    expect(plan.hosts[0]?.budget.resident).toBe(4 * GiB)
    expect(plan.hosts[0]?.live.map(row => row.workload.folder)).toEqual(['b'])
  })

  it('is what the configuration says, when it says', () => {
    const plan = makePlan([editor(4)], planOptions([host(31, 16)], { resident: GiB }))
    expect(plan.hosts[0]?.budget.resident).toBe(GiB)
    expect([plan.hosts[0]?.peak, plan.hosts[0]?.live]).toEqual([GiB, []])
  })
})

describe('what is live together', () => {
  const works = [
    workload({ each: 2, count: { kind: 'fixed', processes: 2 } }),
    workload({ kind: 'cargo/jobs', phase: 'build', each: 1, count: { kind: 'fixed', processes: 3 } }),
    workload({ folder: 'sub', each: 1, count: { kind: 'fixed', processes: 1 } }),
  ]

  it('is the largest single test or build', () => {
    const [hostPlan] = makePlan(works, planOptions([host(16, 8)])).hosts
    expect(hostPlan).toMatchObject({ peak: 4 * GiB, verdict: 'fits' })
    expect(hostPlan?.live.map(row => row.workload.id)).toEqual(['pytest/workers:'])
  })

  it('is one of each where they overlap, each with half of the budget', () => {
    const [hostPlan] = makePlan(works, planOptions([host(16, 8)], { overlap: true })).hosts
    expect(hostPlan?.live.map(row => row.workload.id)).toEqual(['pytest/workers:', 'cargo/jobs:'])
    expect(hostPlan?.peak).toBe(7 * GiB)
    expect(hostPlan?.rows[0]?.fits).toBe(3)
  })
})

describe('counts', () => {
  const processes = (count: Parameters<typeof workload>[0], machine = host(64, 8)) =>
    makePlan([workload(count)], planOptions([machine])).hosts[0]?.rows[0]?.processes
  const machine = {
    ...host(64, 16),
    physicalCpus: { value: 8, source: 'test' },
    cpuQuota: { value: 2.5, source: 'cpu.max' },
  }

  it.each([
    [{ kind: 'fixed', processes: 5 }, 5],
    [{ kind: 'per-cpu', cpus: 'logical' }, 16],
    [{ kind: 'per-cpu', cpus: 'physical' }, 8],
    [{ kind: 'per-cpu', cpus: 'quota' }, 2],
    [{ kind: 'per-cpu', cpus: 'logical', times: 0.5, plus: 1 }, 9],
    [{ kind: 'per-cpu', cpus: 'physical', times: 0.01 }, 1],
    [{ kind: 'capped', count: { kind: 'per-cpu', cpus: 'logical' }, atMost: 6 }, 6],
    [{ kind: 'capped', count: { kind: 'fixed', processes: 2 }, atMost: 6 }, 2],
    [{ kind: 'capped', count: { kind: 'unbounded' }, atMost: 6 }, 6],
    [{ kind: 'unbounded' }, 'unbounded'],
  ] as const)('%j is %s', (count, expected) => {
    expect(processes({ count }, machine)).toBe(expected)
  })

  it('a quota below one cpu is one process, and without a quota it is the cpus', () => {
    const small = { ...machine, cpuQuota: { value: 0.5, source: 'cpu.max' } }
    expect(processes({ count: { kind: 'per-cpu', cpus: 'quota' } }, small)).toBe(1)
    expect(processes({ count: { kind: 'per-cpu', cpus: 'quota' } }, host(64, 12))).toBe(12)
  })

  it('an unbounded count needs more than any machine has', () => {
    const unbounded = workload({ count: { kind: 'unbounded' } })
    const [hostPlan] = makePlan([unbounded], planOptions([host(4096, 8)])).hosts
    expect(hostPlan).toMatchObject({ peak: Number.POSITIVE_INFINITY, verdict: 'exceeds' })
    expect(hostPlan?.rows[0]?.over).toBe(true)
  })
})

describe('footprints of the configuration', () => {
  it('replace what was derived, base included', () => {
    const plan = makePlan(
      [workload({ each: 9, base: 5 })],
      planOptions([host(16, 4)], { footprintOf: () => ({ perProcess: 2 * GiB }) }),
    )
    expect(plan.workloads[0]).toMatchObject({ footprint: { basis: 'configured', bytes: 2 * GiB }, base: [] })
  })

  it('are measurements when somebody says how they were measured', () => {
    const measured = { perProcess: 2 * GiB, base: GiB, measured: 'memlint run on 2026-01-01' }
    const plan = makePlan([workload()], planOptions([host(16, 4)], { footprintOf: () => measured }))
    expect(plan.workloads[0]?.footprint.basis).toBe('measured')
    expect(plan.hosts[0]?.rows[0]).toMatchObject({ base: GiB, total: 9 * GiB, fits: 5 })
  })

  it('are asked for by kind and folder', () => {
    const asked: [string, string][] = []
    makePlan([workload({ folder: 'api' })], {
      ...planOptions([host(16, 4)]),
      footprintOf: (kind, folder) => void asked.push([kind, folder]),
    })
    expect(asked).toEqual([['pytest/workers', 'api']])
  })
})

describe('a number that holds in CI only, or outside of it', () => {
  const rowsOn = (kind: 'workstation' | 'ci' | 'container') => {
    const found = [
      { ...workload({ folder: 'ci' }), only: 'ci' as const },
      { ...workload({ folder: 'local' }), only: 'local' as const },
    ]
    return makePlan(found, planOptions([host(8, 4, { kind })])).hosts[0]?.rows.map(row => row.workload.folder)
  }

  it('has a row on the machines on which it holds, and in a container on none', () => {
    expect(rowsOn('ci')).toEqual(['ci'])
    expect(rowsOn('workstation')).toEqual(['local'])
    expect(rowsOn('container')).toEqual([])
  })
})
