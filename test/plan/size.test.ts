import { describe, expect, it } from 'vitest'
import { makePlan } from '../../src/plan/plan.ts'
import { sizeOf } from '../../src/plan/size.ts'
import { editor, host, planOptions, workload } from './workloads.ts'

function sizing(
  works: Parameters<typeof makePlan>[0],
  hosts: Parameters<typeof planOptions>[0],
  more: Parameters<typeof planOptions>[1] = {},
) {
  const [first] = works
  if (!first) throw new Error('no workload')
  return sizeOf(first, makePlan(works, planOptions(hosts, more)), '-n auto')
}

describe('the arithmetic of a finding', () => {
  it('can be checked by a reader', () => {
    const { hosts } = sizing(
      [workload({ each: 3 }), editor(2.5)],
      [host(31, 16, { name: 'workstation-31g' })],
    )
    expect(hosts[0]?.arithmetic).toBe(
      '-n auto starts 16 workers × 3.0 GiB = 48.0 GiB; workstation-31g has 23.2 GiB usable − 2.5 GiB editor = 20.7 GiB: 6 fit',
    )
  })

  it('names the base, the share and a single process', () => {
    const single = workload({ each: 2, base: 1, count: { kind: 'fixed', processes: 1 } })
    const { hosts } = sizing([single], [host(16, 8, { name: 'big' })], { share: 2 })
    expect(hosts[0]?.arithmetic).toBe(
      '-n auto starts 1 worker × 2.0 GiB + 1.0 GiB cache = 3.0 GiB; big has 12.0 GiB usable ÷ 2 runs = 6.0 GiB: 2 fit',
    )
  })

  it('says that overlapping tests and builds halve the budget', () => {
    const { hosts } = sizing([workload({ each: 2 })], [host(16, 8, { name: 'big' })], { overlap: true })
    expect(hosts[0]?.arithmetic).toMatch(/12\.0 GiB usable .*= 6\.0 GiB: 3 fit$/)
  })

  it('gives an editor no editor to subtract', () => {
    const { hosts } = sizing([editor(14)], [host(16, 8, { name: 'big' })])
    expect(hosts[0]?.arithmetic).toBe(
      '-n auto starts 1 worker × 14.0 GiB = 14.0 GiB; big has 12.0 GiB usable: 0 fit',
    )
  })

  it('has words for a count without end', () => {
    const { hosts } = sizing([workload({ count: { kind: 'unbounded' } })], [host(16, 8)])
    expect(hosts[0]?.arithmetic).toContain('any number of workers × 1.0 GiB = unbounded')
  })
})

describe('the number to write', () => {
  const works = [workload({ each: 2 })]

  it('is the smallest that fits over the hosts on which it overshoots', () => {
    // 16 GiB: 12 of 8 processes fit; 32 GiB with 32 cpus: 12 fit; 16 GiB with 32 cpus: 6 fit.
    const hosts = [host(32, 32, { name: 'b' }), host(16, 32, { name: 'a' })]
    expect(sizing(works, hosts).advice).toMatchObject({ value: 6 })
  })

  it('is not lowered by a small host on which it fits', () => {
    const hosts = [host(32, 32, { name: 'big' }), host(8, 2, { name: 'small' })]
    const { advice, over } = sizing(works, hosts)
    expect(over.map(each => each.plan.host.name)).toEqual(['big'])
    expect(advice).toMatchObject({ value: 12, because: expect.stringContaining('big') })
  })

  it('is unknown where it fits everywhere', () => {
    expect(sizing(works, [host(64, 2)]).advice).toEqual({ unknown: 'it fits every evaluated host' })
  })

  it('is unknown where not even one fits, and says so', () => {
    const { advice } = sizing([workload({ each: 20 })], [host(16, 8, { name: 'tight' })])
    expect(advice).toEqual({
      unknown: 'not even one worker of 20.0 GiB fits into the 12.0 GiB available on tight',
    })
  })

  it('is unknown where one of several hosts has no place for even one', () => {
    const hosts = [host(64, 64, { name: 'big' }), host(8, 8, { name: 'tight' })]
    expect(sizing([workload({ each: 7 })], hosts).advice).toHaveProperty('unknown')
  })

  it('uses the configured footprint of the plan, not the one it was asked with', () => {
    const { workload: sized, advice } = sizing(works, [host(16, 8)], {
      footprintOf: () => ({ perProcess: 4 * 2 ** 30 }),
    })
    expect(sized.footprint.basis).toBe('configured')
    expect(advice).toMatchObject({ value: 3 })
  })

  it('is for half of the budget where tests and builds overlap, and says which half', () => {
    const { advice } = sizing(works, [host(16, 8, { name: 'big' })], { overlap: true })
    expect(advice).toMatchObject({ value: 3, because: expect.stringContaining('6.0 GiB') })
  })
})
