import { describe, expect, it } from 'vitest'
import { runnersAmong } from '../../src/host/runners.ts'
import { GiB } from '../../src/model/bytes.ts'
import { setting } from '../../src/model/setting.ts'
import type { Workload } from '../../src/model/workload.ts'
import { makePlan } from '../../src/plan/plan.ts'
import { namedMachines } from '../../src/plan/runners.ts'
import { sizeInJob, sizeOf } from '../../src/plan/size.ts'
import { parseDocument } from '../engine/documents.ts'
import { editor, host, planOptions, workload } from './workloads.ts'

const runnerFor = runnersAmong([])

/** A workload of a job that names machines. */
function inJob(name: string, labels: readonly string[], each = 2): Workload {
  const at = setting('', parseDocument('ci.yml', ''), [])
  const job = { name, runners: labels.map(label => ({ label, at })), elsewhere: false }
  const count = { kind: 'fixed', processes: 4 } as const
  return { ...workload({ each, count }), id: name, only: 'ci', when: name, job }
}

const LAPTOP = host(16, 8, { name: 'laptop' })
const CI = host(8, 2, { name: 'ci', kind: 'ci' })

describe('the machines that jobs name', () => {
  it('have what the jobs start there, and the hosts have not', () => {
    const plan = makePlan(
      [workload(), inJob('a', ['macos-latest', 'ubuntu-latest'])],
      planOptions([LAPTOP, CI], { runnerFor }),
    )
    expect(plan.hosts.map(({ rows }) => rows.map(row => row.workload.id))).toEqual([
      ['pytest/workers:'],
      ['pytest/workers:'],
    ])
    expect(
      plan.runners.map(({ host: { name }, rows }) => [name, rows.map(({ fits, over }) => [fits, over])]),
    ).toEqual([
      ['macos-latest', [[2, true]]],
      ['ubuntu-latest', [[6, false]]],
    ])
  })

  it('are one where labels are of the same kind', () => {
    const plan = makePlan(
      [inJob('a', ['ubuntu-latest']), inJob('b', ['ubuntu-22.04', 'ubuntu-latest'])],
      planOptions([LAPTOP], { runnerFor }),
    )
    expect(plan.runners).toHaveLength(1)
    expect(plan.runners[0]).toMatchObject({ labels: ['ubuntu-latest', 'ubuntu-22.04'] })
    expect(plan.runners[0]?.rows).toHaveLength(2)
  })

  it('leave what nobody knows to the declared hosts of pipelines', () => {
    const plan = makePlan([inJob('a', ['self-hosted'])], planOptions([LAPTOP, CI], { runnerFor }))
    expect(plan.runners).toEqual([])
    expect(plan.hosts.map(({ rows }) => rows.length)).toEqual([0, 1])
  })

  it('leave everything to them where nothing is known of labels', () => {
    const plan = makePlan([inJob('a', ['macos-latest'])], planOptions([LAPTOP, CI]))
    expect([plan.runners, plan.hosts.map(({ rows }) => rows.length)]).toEqual([[], [0, 1]])
  })

  it('are shared with nobody: no editor, no other run, no build beside tests', () => {
    const options = planOptions([LAPTOP], { runnerFor, share: 2, overlap: true, resident: 3 * GiB })
    const plan = makePlan([inJob('a', ['macos-latest']), editor(2)], options)
    const { available, usable } = plan.runners[0]?.budget ?? {}
    expect(available).toBe(usable)
    expect(plan.runners[0]?.rows[0]?.available).toBe(usable)
  })

  it('are sized by the name that the job has for them, each once', () => {
    const work = inJob('a', ['ubuntu-22.04', 'ubuntu-latest', 'macos-14', 'unknown'], 6)
    const options = planOptions([LAPTOP], { runnerFor })
    const plan = makePlan([inJob('b', ['ubuntu-latest']), work], options)
    const machines = work.job ? namedMachines(work.job, options) : []
    expect(machines.map(({ runner }) => runner.label)).toEqual(['ubuntu-22.04', 'ubuntu-latest', 'macos-14'])
    const { hosts, over, advice } = sizeInJob(work, plan, '-n 4 in a', machines)
    expect(hosts.map(({ arithmetic }) => arithmetic)).toEqual([
      '-n 4 in a starts 4 workers × 6.0 GiB = 24.0 GiB; ubuntu-22.04 has 13.6 GiB usable: 2 fit',
      '-n 4 in a starts 4 workers × 6.0 GiB = 24.0 GiB; macos-14 has 5.9 GiB usable: 0 fit',
    ])
    expect(over).toHaveLength(2)
    expect(advice).toHaveProperty('unknown')
    expect(sizeOf(work, plan, '-n 4').hosts).toEqual([])
  })
})
