import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { detectHost } from '../../src/host/detect.ts'
import { type Machine, machineAt, realMachine } from '../../src/host/machine.ts'
import { GiB, MiB } from '../../src/model/bytes.ts'
import { capacityOf, type Host } from '../../src/model/host.ts'

const HOSTS = join(import.meta.dirname, '../../fixtures/hosts')
const CGROUP = '/sys/fs/cgroup'

function host(name: string, overrides: Partial<Machine> = {}): Host {
  return detectHost(machineAt(join(HOSTS, name), overrides))
}

/** What a fixture must come out as: name, memory, limits, cpus, physical cpus, quota, swap; sizes in GiB. */
const EXPECTED: Record<string, readonly unknown[]> = {
  workstation: ['workstation-31g', 31, [], 16, 8, undefined, 8],
  'v2-limit': ['workstation-6g', 16, [8, 6], 4, 4, undefined, 0],
  'v2-nested': ['workstation-2g', 16, [4, 2], 4, 4, 1.5, 1],
  'v1-nested': ['workstation-3g', 16, [5, 3], 3, 4, 2.5, 0],
  'v1-not-hierarchical': ['workstation-4g', 16, [4], 4, 4, undefined, 0],
  'v1-limit-outside': ['workstation-2g', 16, [1.5], 4, 4, undefined, 0],
  hybrid: ['workstation-7g', 16, [7], 4, 4, 2, 0],
  'unlimited-v1': ['workstation-16g', 16, [], 4, 4, undefined, 0],
  'unlimited-v2': ['workstation-16g', 16, [], 4, 4, undefined, 0],
  'container-private-namespace': ['container-2g', 64, [2], 8, 4, 2, 0],
  'container-tmpfs': ['container-2g', 64, [2], 8, 4, 2, 0],
  'container-escaped-namespace': ['container-3g', 16, [3], 4, 4, undefined, 0],
  'container-host-namespace': ['container-1g', 16, [1, 6], 4, 4, 1, 0],
  kubernetes: ['container-4g', 16, [4], 4, 4, undefined, 0],
  wsl2: ['workstation-8g', 8, [], 12, 6, undefined, 2],
  quota: ['workstation-16g', 16, [], 8, 4, 1.5, 0],
  cpuset: ['workstation-16g', 16, [], 3, 4, undefined, 0],
  affinity: ['workstation-16g', 16, [], 2, 4, undefined, 0],
  arm: ['workstation-16g', 16, [], 4, 4, undefined, 0],
  fedora: ['workstation-30g', 30, [], 8, 4, undefined, 8],
  'laptop-6g': ['workstation-6g', 6, [], 8, 4, undefined, 0],
  'no-mount-table': ['workstation-3g', 16, [3], 4, 4, undefined, 0],
}

describe('detectHost', () => {
  it.each(Object.entries(EXPECTED))('reads %s', (name, expected) => {
    const found = host(name)
    const { memory, limits, cpus, physicalCpus, cpuQuota, swap } = found
    expect([
      found.name,
      memory.value / GiB,
      limits.map(limit => limit.value / GiB),
      cpus.value,
      physicalCpus.value,
      cpuQuota?.value,
      swap && swap.value / GiB,
    ]).toEqual(expected)
  })

  it('has an expectation for every fixture', () => {
    expect(readdirSync(HOSTS).sort()).toEqual([...Object.keys(EXPECTED), 'broken'].sort())
  })

  it('names the file of every figure', () => {
    const { memory, limits, cpuQuota, swap, physicalCpus } = host('v2-nested')
    expect(memory.source).toBe('physical memory: MemTotal in /proc/meminfo')
    expect(limits.map(limit => limit.source)).toEqual([
      `limit of the cgroup: ${CGROUP}/build.slice/child.scope/memory.max`,
      `limit of a cgroup above: ${CGROUP}/build.slice/memory.max`,
    ])
    expect(cpuQuota?.source).toBe(`cpu time limit of the cgroup: ${CGROUP}/build.slice/cpu.max`)
    expect(swap?.source).toBe(`limit of the cgroup's swap: ${CGROUP}/build.slice/memory.swap.max`)
    expect(physicalCpus.source).toBe('physical cores: physical id and core id in /proc/cpuinfo')
  })

  it('takes the smallest limit of a nested group, wherever it is', () => {
    const capacity = capacityOf(host('v2-nested'))
    expect(capacity.value).toBe(2 * GiB)
    expect(capacity.source).toContain('build.slice/memory.max')
  })

  it('tells the throttling limit from the hard one', () => {
    expect(host('v2-limit').limits.map(limit => limit.source)).toEqual([
      `limit of the cgroup: ${CGROUP}/user.slice/run-r1.scope/memory.max`,
      `throttling limit of the cgroup: ${CGROUP}/user.slice/run-r1.scope/memory.high`,
    ])
  })

  it('names the file of a v1 limit, and the kernel’s sum where the level is out of sight', () => {
    expect(host('v1-nested').limits.at(-1)?.source).toBe(
      `limit of a cgroup above: ${CGROUP}/memory/jobs/memory.limit_in_bytes`,
    )
    expect(host('v1-limit-outside').limits[0]?.source).toBe(
      `least limit of every cgroup above: hierarchical_memory_limit in ${CGROUP}/memory/memory.stat`,
    )
  })

  it('decides for every controller in a hybrid system', () => {
    const { limits, cpuQuota } = host('hybrid')
    expect(limits[0]?.source).toContain(`${CGROUP}/unified/work.slice/memory.max`)
    expect(cpuQuota?.source).toContain(`${CGROUP}/cpu/cpu.cfs_quota_us`)
  })

  it('says what took cpus away', () => {
    expect(host('cpuset').cpus.source).toBe(`3 of 8 logical cpus: ${CGROUP}/a/cpuset.cpus.effective`)
    expect(host('affinity').cpus.source).toBe('2 of 8 logical cpus: Cpus_allowed_list in /proc/self/status')
    expect(host('workstation').cpus.source).toBe('logical cpus: /sys/devices/system/cpu/online')
  })

  it('says whose memory it is in WSL2', () => {
    const { kind, platform, memory } = host('wsl2')
    expect([kind, platform]).toEqual(['workstation', 'wsl2'])
    expect(memory.source).toContain('WSL2 virtual machine')
    expect(memory.source).toContain('%UserProfile%\\.wslconfig')
  })

  it('falls back to what Node knows when nothing can be read', () => {
    const found = host('broken', {
      totalMemory: () => 3 * GiB,
      availableParallelism: () => 2,
      cpuCount: () => 4,
    })
    expect(found).toEqual({
      name: 'workstation-3g',
      kind: 'workstation',
      kindSource: 'no sign of CI or of a container',
      platform: 'linux',
      memory: { value: 3 * GiB, source: 'physical memory: os.totalmem()' },
      limits: [],
      cpus: { value: 2, source: 'logical cpus: os.availableParallelism()' },
      physicalCpus: { value: 4, source: 'not known; taken as every logical cpu: os.cpus()' },
      live: true,
    })
  })

  it('names small hosts in MiB', () => {
    expect(host('broken', { totalMemory: () => 512 * MiB }).name).toBe('workstation-512m')
  })
})

describe('detectHost on other systems', () => {
  const nowhere = join(HOSTS, 'none')

  it('reads macOS from Node', () => {
    const found = detectHost(
      machineAt(nowhere, {
        platform: 'darwin',
        totalMemory: () => 8 * GiB,
        constrainedMemory: () => 4 * GiB,
        availableParallelism: () => 8,
        cpuCount: () => 8,
      }),
    )
    expect(found).toMatchObject({
      platform: 'macos',
      cpus: { value: 8 },
      physicalCpus: { value: 8 },
      limits: [],
    })
    expect(found.memory.value).toBe(8 * GiB)
    expect(found.swap).toBeUndefined()
  })

  it.each([
    [2 * GiB, [2 * GiB]],
    [0, []],
    [2 ** 64, []],
    [Number.NaN, []],
  ])('takes a job object’s limit of %d on Windows for what it is', (constrained, limits) => {
    const machine = { platform: 'win32', totalMemory: () => 16 * GiB, constrainedMemory: () => constrained }
    const found = detectHost(machineAt(nowhere, machine))
    expect(found.platform).toBe('windows')
    expect(found.limits.map(limit => limit.value)).toEqual(limits)
  })

  it('counts WSL1 as Windows, whose memory it sees', () => {
    const version = (path: string) =>
      path === '/proc/version' ? 'Linux version 4.4.0-19041-Microsoft' : undefined
    expect(detectHost(machineAt(nowhere, { readFile: version })).platform).toBe('windows')
  })
})

describe('the real machine', () => {
  it('keeps the invariants of a host', () => {
    const machine = realMachine()
    const found = detectHost(machine)
    expect(found.live).toBe(true)
    expect(found.memory.value).toBeGreaterThan(0)
    expect(found.memory.value / machine.totalMemory()).toBeCloseTo(1, 2)
    expect(found.cpus.value).toBeGreaterThanOrEqual(1)
    expect(found.cpus.value).toBeLessThanOrEqual(machine.cpuCount())
    expect(found.physicalCpus.value).toBeGreaterThanOrEqual(1)
    for (const limit of found.limits) {
      expect(limit.value).toBeGreaterThan(0)
      expect(limit.value).toBeLessThan(found.memory.value)
      expect(limit.source).not.toBe('')
    }
    if (found.cpuQuota) expect(found.cpuQuota.value).toBeGreaterThan(0)
  })

  it('reads the same twice', () => {
    expect(detectHost(realMachine())).toEqual(detectHost(realMachine()))
  })
})
