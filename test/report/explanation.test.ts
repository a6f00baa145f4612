import { describe, expect, it } from 'vitest'
import { makePlan } from '../../src/plan/plan.ts'
import { explanationOf } from '../../src/report/explanation.ts'
import { host, planOptions } from '../plan/workloads.ts'
import { findingWith, reportWith } from './reports.ts'

const two = reportWith({
  plan: makePlan([], planOptions([host(31, 16, { name: 'big' }), host(128, 16, { name: 'huge' })])),
})

describe('the hosts of a finding', () => {
  const said = (hosts: readonly string[]) =>
    explanationOf(findingWith({ hosts }), two).filter(line => line.startsWith('hosts'))

  it('are said where it does not hold on all of them', () => {
    expect(said(['big'])).toEqual(['hosts: big (not huge)'])
    expect(said(['big', 'huge'])).toEqual([])
  })

  it('are not said of what is wrong with a file', () => {
    expect(said([])).toEqual([])
  })
})

it('a rule of a plugin has no page of ours', () => {
  const page = (plugin?: string) =>
    explanationOf(findingWith(plugin ? { plugin } : {}), two).some(line => line.startsWith('more: '))
  expect([page(), page('--plugin x.mjs')]).toEqual([true, false])
})
