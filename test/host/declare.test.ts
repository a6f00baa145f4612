import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { declareHost, overrideHost } from '../../src/host/declare.ts'
import { detectHost } from '../../src/host/detect.ts'
import { machineAt } from '../../src/host/machine.ts'
import { findPreset } from '../../src/host/presets.ts'
import { GiB } from '../../src/model/bytes.ts'

const source = 'memlint.config.json'
const small = detectHost(machineAt(join(import.meta.dirname, '../../fixtures/hosts/v2-nested')))

describe('declareHost', () => {
  it('takes the figures and where they stand', () => {
    const declared = { name: 'big', memory: 31 * GiB, cpus: 16, physicalCpus: 8, swap: 8 * GiB, source }
    expect(declareHost({ ...declared, kind: 'ci' })).toEqual({
      name: 'big',
      kind: 'ci',
      kindSource: source,
      memory: { value: 31 * GiB, source },
      limits: [],
      cpus: { value: 16, source },
      physicalCpus: { value: 8, source },
      swap: { value: 8 * GiB, source },
      live: false,
    })
  })

  it('says what it had to assume', () => {
    const host = declareHost({ name: 'big', memory: 31 * GiB, cpus: 16, source })
    expect(host.kind).toBe('workstation')
    expect(host.kindSource).toBe('not declared in memlint.config.json')
    expect(host.physicalCpus).toEqual({ value: 16, source: `not declared in ${source}: taken as the cpus` })
    expect(host.swap).toBeUndefined()
  })
})

describe('overrideHost', () => {
  it('changes nothing without figures', () => {
    expect(overrideHost(small, {})).toBe(small)
  })

  it('replaces memory and drops the limits that were found', () => {
    const host = overrideHost(small, { memory: 12 * GiB })
    expect(host).toMatchObject({ name: 'workstation-12g', limits: [], live: false, cpuQuota: { value: 1.5 } })
    expect(host.memory).toEqual({ value: 12 * GiB, source: '--memory on the command line' })
    expect(host.cpus).toBe(small.cpus)
  })

  it('replaces cpus of every kind and keeps the limits', () => {
    const host = overrideHost(small, { cpus: 32 })
    expect(host).toMatchObject({ cpus: { value: 32 }, physicalCpus: { value: 32 }, live: false })
    expect(host.cpuQuota).toBeUndefined()
    expect(host.limits).toBe(small.limits)
    expect(host.name).toBe('workstation-2g')
  })

  it('keeps the name of a host that has one', () => {
    const preset = findPreset('github-ubuntu')
    if (!preset) throw new Error('no preset')
    expect(overrideHost(preset, { memory: GiB }).name).toBe('github-ubuntu')
  })
})
