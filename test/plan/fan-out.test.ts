import { describe, expect, it } from 'vitest'
import type { FanOut } from '../../src/model/fan-out.ts'
import type { Host } from '../../src/model/host.ts'
import type { Workload } from '../../src/model/workload.ts'
import { makePlan } from '../../src/plan/plan.ts'
import { productOf } from '../../src/plan/product.ts'
import { editor, fanOut, host, jest, planOptions, task, workload } from './workloads.ts'

const FOLDERS = ['a', 'b', 'c', 'd']
const ofTen = { kind: 'fixed', processes: 10 } as const

function planOf(works: readonly Workload[], spread: FanOut, machine: Host = host(64, 8)) {
  const plan = makePlan(works, planOptions([machine]), [spread])
  const [first] = plan.hosts
  if (!first) throw new Error('no host')
  return { ...first, product: productOf(spread, plan, 'npm run test') }
}

describe('a fan-out in the plan', () => {
  const works = FOLDERS.map(folder => jest(folder, { base: 0.5 }))

  it('runs no more tasks than there are, each with all of its processes', () => {
    const { fanOuts } = planOf(works, fanOut(ofTen))
    expect(fanOuts).toMatchObject([{ atOnce: 10, tasks: 4, processes: 32, total: 34 * 2 ** 30, over: false }])
    expect(fanOuts[0]?.together).toHaveLength(4)
  })

  it('takes the largest tasks together', () => {
    const unequal = [jest('a', { each: 1 }), jest('b', { each: 4 }), jest('c', { each: 2 })]
    const { fanOuts } = planOf(unequal, fanOut({ kind: 'fixed', processes: 2 }))
    expect(fanOuts[0]?.together.map(each => each.task.folder)).toEqual(['b', 'c'])
    expect(fanOuts[0]?.total).toBe(48 * 2 ** 30)
  })

  it('says how many tasks fit, and with how many processes each all would', () => {
    const { fanOuts } = planOf(works, fanOut(ofTen), host(32, 8))
    // 24 GiB are available: 2 of 8.5 GiB, and 4 × (0.5 + 5).
    expect(fanOuts).toMatchObject([{ fits: 2, fitsEach: 5, over: true }])
  })

  it('makes the peak and the verdict, beside the editor', () => {
    const { live, liveThrough, peak, verdict } = planOf([...works, editor(2)], fanOut(ofTen), host(32, 8))
    expect(live).toHaveLength(5)
    expect(liveThrough?.fanOut.title).toBe('turbo tasks')
    expect(peak).toBe(36 * 2 ** 30)
    expect(verdict).toBe('exceeds')
  })

  it('leaves the peak to a workload that needs more', () => {
    const { liveThrough, peak } = planOf([...works, workload({ each: 9 })], fanOut(ofTen), host(128, 8))
    expect(liveThrough).toBeUndefined()
    expect(peak).toBe(72 * 2 ** 30)
  })

  it('is none where no two tasks run at once, or only one is known', () => {
    expect(planOf(works, fanOut({ kind: 'fixed', processes: 1 })).fanOuts).toEqual([])
    expect(planOf([jest('a')], fanOut(ofTen)).fanOuts).toEqual([])
  })

  it('takes the number that a script asks for, and the configuration that it names', () => {
    const own = { ...jest('a', { count: { kind: 'fixed', processes: 2 } }), id: 'own', script: 'test' }
    const other = { ...jest('a', { count: { kind: 'fixed', processes: 3 } }), id: 'other', config: 'e2e.js' }
    const tasks = [task('a', { script: 'test' }), task('a', { config: 'e2e.js' }), task('a')]
    const { fanOuts } = planOf([jest('a'), own, other], fanOut(ofTen, tasks))
    expect(fanOuts[0]?.together.map(({ processes }) => processes)).toEqual([8, 3, 2])
  })

  it('lets a task have fewer processes than its configuration', () => {
    const tasks = [task('a', { atMost: 1 }), task('b', { atMost: 99 })]
    expect(planOf(works, fanOut(ofTen, tasks)).fanOuts[0]?.processes).toBe(9)
  })

  it('has no end where one of its tasks has none', () => {
    const endless = [jest('a', { count: { kind: 'unbounded' } }), jest('b')]
    const { fanOuts, product } = planOf(endless, fanOut(ofTen))
    expect(fanOuts).toMatchObject([{ processes: 'unbounded', fits: 0, over: true }])
    expect(product.hosts[0]?.arithmetic).toContain('2 tasks with any number of workers at once')
  })
})

describe('the product in words', () => {
  const works = FOLDERS.map(folder => jest(folder, { base: 0.5 }))

  it('can be checked by a reader', () => {
    const { product } = planOf(works, fanOut(ofTen), host(32, 8, { name: 'big' }))
    expect(product.hosts[0]?.arithmetic).toBe(
      'npm run test: 4 tasks × 8 workers = 32 workers at once, 4 × 8.5 GiB = 34.0 GiB; big has 24.0 GiB usable: 2 tasks fit',
    )
    expect(product.advice).toMatchObject({ value: 2 })
  })

  it('adds up tasks that differ', () => {
    const unequal = [jest('a', { each: 1 }), jest('b', { count: { kind: 'fixed', processes: 2 } })]
    const { product } = planOf(unequal, fanOut(ofTen), host(8, 8, { name: 'small' }))
    expect(product.hosts[0]?.arithmetic).toBe(
      'npm run test: 2 tasks with 10 workers at once, 1 × 8.0 GiB + 1 × 2.0 GiB = 10.0 GiB; small has 6.0 GiB usable: 0 tasks fit',
    )
    expect(product.advice).toEqual({
      unknown: 'not even one task of 8.0 GiB fits into the 6.0 GiB available on small',
    })
  })

  it('knows how many tasks run on hosts where it is none', () => {
    const spread = fanOut({ kind: 'per-cpu', cpus: 'logical', times: 0.5 })
    const plan = makePlan(works, planOptions([host(16, 8), host(16, 2, { name: 'two' })]), [spread])
    expect(productOf(spread, plan, '50%')).toMatchObject({
      atOnce: [{ tasks: 4 }, { host: 'two', tasks: 1 }],
      hosts: [{ plan: { host: { name: 'host-16g' } } }],
    })
  })
})
