import { describe, expect, it } from 'vitest'
import { findPreset, PRESETS } from '../../src/host/presets.ts'
import { GiB } from '../../src/model/bytes.ts'

describe('PRESETS', () => {
  it.each([
    ['github-ubuntu', 'ci', 16, 4, 2, undefined],
    ['github-ubuntu-private', 'ci', 8, 2, 1, undefined],
    ['github-ubuntu-arm', 'ci', 16, 4, 4, undefined],
    ['github-ubuntu-slim', 'ci', 5, 1, 1, undefined],
    ['github-windows', 'ci', 16, 4, 2, undefined],
    ['github-windows-private', 'ci', 8, 2, 1, undefined],
    ['github-macos', 'ci', 7, 3, 3, undefined],
    ['github-macos-intel', 'ci', 14, 4, 4, undefined],
    ['gitlab-small', 'ci', 8, 2, 1, undefined],
    ['gitlab-medium', 'ci', 16, 4, 2, undefined],
    ['gitlab-large', 'ci', 32, 8, 4, undefined],
    ['circleci-docker-medium', 'ci', 4, 36, 18, 2],
    ['circleci-docker-large', 'ci', 8, 36, 18, 4],
    ['laptop-8g', 'workstation', 8, 8, 4, undefined],
    ['laptop-16g', 'workstation', 16, 8, 4, undefined],
    ['laptop-32g', 'workstation', 32, 16, 8, undefined],
  ])('knows %s', (name, kind, gib, cpus, cores, quota) => {
    const host = findPreset(name)
    expect(host).toMatchObject({
      name,
      kind,
      cpus: { value: cpus },
      physicalCpus: { value: cores },
      live: false,
    })
    expect(host?.memory.value).toBe(gib * GiB)
    expect(host?.cpuQuota?.value).toBe(quota)
  })

  it('has no other and none twice', () => {
    expect(new Set(PRESETS.map(preset => preset.name)).size).toBe(16)
    expect(PRESETS).toHaveLength(16)
  })

  it('says for every figure where it comes from', () => {
    for (const { memory, cpus, physicalCpus } of PRESETS) {
      for (const figure of [memory, cpus, physicalCpus]) expect(figure.source).not.toBe('')
    }
  })

  it('finds a preset whatever its case, and nothing else', () => {
    expect(findPreset('GitHub-Ubuntu')?.name).toBe('github-ubuntu')
    expect(findPreset('constructor')).toBeUndefined()
    expect(findPreset('')).toBeUndefined()
  })
})
