import { describe, expect, it } from 'vitest'
import { declareHost } from '../../src/host/declare.ts'
import { findPreset } from '../../src/host/presets.ts'
import { runnersAmong } from '../../src/host/runners.ts'
import { GiB } from '../../src/model/bytes.ts'

const sizeOf = (label: string, declared: Parameters<typeof runnersAmong>[0] = []) => {
  const host = runnersAmong(declared)(label)
  return host && [host.memory.value / GiB, host.cpus.value, host.kind]
}

describe('the machine of a label', () => {
  it.each([
    ['ubuntu-latest', 16, 4],
    ['Ubuntu-Latest', 16, 4],
    ['ubuntu-22.04', 16, 4],
    ['ubuntu-26.04', 16, 4],
    ['ubuntu-24.04-arm', 16, 4],
    ['ubuntu-slim', 5, 1],
    ['windows-latest', 16, 4],
    ['windows-2025', 16, 4],
    ['windows-11-arm', 16, 4],
    ['macos-latest', 7, 3],
    ['macos-14', 7, 3],
    ['macos-15', 7, 3],
    ['macos-26', 7, 3],
    ['macos-13', 14, 4],
    ['macos-15-intel', 14, 4],
    ['saas-linux-small-amd64', 8, 2],
    ['saas-linux-large-amd64', 32, 8],
  ])('%s', (label, gib, cpus) => {
    expect(sizeOf(label)).toEqual([gib, cpus, 'ci'])
  })

  it.each([
    ...[
      'self-hosted',
      'ubuntu-24.04-16core',
      'ubuntu-latest-8-cores',
      'macos-latest-xlarge',
      'macos-14-large',
    ],
    ...['depot-ubuntu-24.04', 'blacksmith-4vcpu-ubuntu-2404', 'linux', '', 'my-ubuntu-latest', 'docker'],
    'saas-linux-medium-amd64-gpu-standard',
  ])('nobody outside knows what %j is', label => {
    expect(sizeOf(label)).toBeUndefined()
  })

  it('is half as large where a private repository is declared, and says so where not', () => {
    const half = { ...findPreset('github-ubuntu-private'), name: 'ci' } as NonNullable<
      ReturnType<typeof findPreset>
    >
    expect(sizeOf('ubuntu-latest', [half])).toEqual([8, 2, 'ci'])
    expect(sizeOf('windows-latest', [half])).toEqual([8, 2, 'ci'])
    expect(sizeOf('macos-latest', [half])).toEqual([7, 3, 'ci'])
    expect(runnersAmong([])('ubuntu-latest')?.memory.source).toContain(
      '8.0 GiB in private ones: declare github-ubuntu-private',
    )
  })

  it('is what is declared under its name, and a machine of pipelines then', () => {
    const own = declareHost({ name: 'big-one', memory: 64 * GiB, cpus: 32, source: 'test' })
    expect(sizeOf('big-one', [own])).toEqual([64, 32, 'ci'])
  })
})
