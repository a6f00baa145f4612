import { describe, expect, it } from 'vitest'
import { runnersAmong } from '../../src/host/runners.ts'
import { setting } from '../../src/model/setting.ts'
import { makePlan } from '../../src/plan/plan.ts'
import { planTable } from '../../src/report/plan-table.ts'
import { parseDocument } from '../engine/documents.ts'
import { editor, host, planOptions, workload } from '../plan/workloads.ts'
import { reportWith } from './reports.ts'

const PLAIN = { color: false, bars: false, verbose: false }

describe('the plan', () => {
  it('shows budget, workloads, what is live together, the verdict and the sources', () => {
    const text = planTable([reportWith()], PLAIN)
    expect(text).toContain('big  31.0 GiB / 16 cpus (workstation; test)')
    expect(text).toContain('available to tests and builds: 20.7 GiB')
    expect(text).toMatch(/pytest\/workers +test +16 +3\.0 GiB +- +48\.0 GiB +6 +every run +over/)
    expect(text).toContain(
      'live together: vscode/rust-analyzer + pytest/workers = 50.5 GiB of 23.2 GiB usable: exceeds big',
    )
    expect(text).toContain('pytest/workers: 3.0 GiB per worker, measured; count from a.ini')
  })

  it('lines its columns up', () => {
    const lines = planTable([reportWith()], PLAIN).split('\n')
    const heading = lines.findIndex(line => line.includes('workload  '))
    const end = (lines[heading] ?? '').indexOf('total') + 'total'.length
    for (const line of lines.slice(heading + 1, heading + 3)) expect(line.slice(0, end)).toMatch(/GiB$/)
  })

  it('draws bars only where asked: green within the budget, with an arrow beyond it', () => {
    expect(planTable([reportWith()], PLAIN)).not.toMatch(/[█▶░]/)
    const bars = planTable([reportWith()], { ...PLAIN, bars: true })
    expect(bars).toContain('▶ 2.3 × the budget')
    expect(bars).toMatch(/█+░+/)
  })

  it('measures an editor against what is usable, and overlapping runs against their half', () => {
    const plan = makePlan(
      [workload({ each: 2, count: { kind: 'fixed', processes: 4 } }), editor(2)],
      planOptions([host(16, 8)], { overlap: true }),
    )
    expect(planTable([reportWith({ plan })], { ...PLAIN, bars: true })).toContain('▶ 1.6 × the budget')
  })

  it('says that nothing starts processes', () => {
    const plan = makePlan([], planOptions([host(16, 8)]))
    const text = planTable([reportWith({ plan, notes: ['a note'] })], PLAIN)
    expect(text).toContain('nothing here starts processes that memlint knows')
    expect(text).toContain('nothing is live at once')
    expect(text).toContain('note: a note')
  })

  it('has a word for what has no end', () => {
    const plan = makePlan([workload({ count: { kind: 'unbounded' } })], planOptions([host(16, 8)]))
    expect(planTable([reportWith({ plan })], { ...PLAIN, bars: true })).toContain('▶ unbounded')
  })

  it('has a short table for each machine that jobs name, with what they start alike as one row', () => {
    const at = setting('', parseDocument('ci.yml', ''), [])
    const started = (name: string, label: string) => ({
      ...workload({ each: 2, count: { kind: 'fixed', processes: 4 } }),
      ...{ id: name, when: name, job: { name, runners: [{ label, at }], elsewhere: false } },
    })
    const jobs = ['job a', 'job b', 'job c'].map(name => started(name, 'macos-latest'))
    const plan = makePlan([workload(), ...jobs], planOptions([host(16, 8)], { runnerFor: runnersAmong([]) }))
    const text = planTable([reportWith({ plan })], PLAIN)
    expect(text).toContain('macos-latest  7.0 GiB / 3 cpus (named by jobs; docs.github.com')
    expect(text).toContain('available to each job: 5.9 GiB')
    expect(text.match(/job a and 2 more {2}over/g)).toHaveLength(1)
    expect(text).not.toContain('job b')
    expect(text).toContain(' and 2 more: 2.0 GiB per worker')
    expect(text.match(/GiB per worker/g)).toHaveLength(2)
  })
})
