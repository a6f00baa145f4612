import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { hostAdvice } from '../../src/host/advice.ts'
import { declareHost } from '../../src/host/declare.ts'
import { detectHost } from '../../src/host/detect.ts'
import { machineAt } from '../../src/host/machine.ts'
import { findPreset, PRESETS } from '../../src/host/presets.ts'
import { surroundingsOf } from '../../src/host/surroundings.ts'
import { GiB, KiB } from '../../src/model/bytes.ts'
import type { Host, HostKind } from '../../src/model/host.ts'

const HOSTS = join(import.meta.dirname, '../../fixtures/hosts')

function of(name: string) {
  const machine = machineAt(join(HOSTS, name))
  return hostAdvice(detectHost(machine), { around: surroundingsOf(machine) })
}

function text(advice: readonly object[]): string {
  return JSON.stringify(advice)
}

function declared(memory: number, swap: number, kind: HostKind = 'workstation'): Host {
  return declareHost({ name: 'x', memory: memory * GiB, cpus: 8, swap: swap * GiB, kind, source: 'test' })
}

function swapOf(host: Host, rootFileSystem?: string) {
  const around = rootFileSystem === undefined ? {} : { rootFileSystem }
  return hostAdvice(host, { around }).find(advice => /swap/i.test(advice.title))
}

describe('hostAdvice for a Linux workstation', () => {
  it('gives the commands from 8 to 32 GiB of swap and calls it a last resort', () => {
    const swap = of('workstation').find(advice => /swap/i.test(advice.title))
    expect(swap?.title).toBe('Grow the swap only as a last resort: 8.0 GiB to 32.0 GiB')
    expect(swap?.why).toContain('turns a kill into hours of thrashing')
    expect(swap?.why).toContain('a scope with MemoryMax')
    expect(swap?.commands).toEqual([
      'swapon --show; df -h /',
      'test ! -e /swapfile-24g && sudo fallocate -l 24G /swapfile-24g',
      'sudo chmod 600 /swapfile-24g',
      'sudo mkswap /swapfile-24g',
      'sudo swapon /swapfile-24g',
      "echo '/swapfile-24g none swap defaults 0 0' | sudo tee -a /etc/fstab",
    ])
    expect(swap?.because).toEqual([
      '8.0 GiB swap: SwapTotal in /proc/meminfo',
      '31.0 GiB: physical memory: MemTotal in /proc/meminfo',
      '63.0 GiB of memory and swap together, then',
    ])
  })

  it('is not confused by the page that a swap file loses', () => {
    expect(swapOf(declared(31, 8 - (4 * KiB) / GiB))?.commands).toContain('sudo mkswap /swapfile-24g')
    expect(swapOf(declared(31, 32 - (4 * KiB) / GiB))).toBeUndefined()
  })

  it.each([
    [31, 0, 'Add swap: 0.0 GiB to 4.0 GiB'],
    [16, 4, 'Grow the swap only as a last resort: 4.0 GiB to 16.0 GiB'],
    [7.6, 2, 'Add swap: 2.0 GiB to 8.0 GiB'],
    [128, 8, 'Grow the swap only as a last resort: 8.0 GiB to 32.0 GiB'],
    [128, 32, undefined],
  ])('on %d GiB with %d GiB of swap says %s', (memory, swap, title) => {
    expect(swapOf(declared(memory, swap))?.title).toBe(title)
  })

  it('uses what the file system needs', () => {
    expect(swapOf(declared(16, 0), 'btrfs')?.commands.join('\n')).toContain(
      'btrfs filesystem mkswapfile --size 4g',
    )
    expect(swapOf(declared(16, 0), 'btrfs')?.commands.join('\n')).not.toContain('fallocate')
    expect(swapOf(declared(16, 2), 'zfs')?.commands).toEqual(['swapon --show'])
    expect(swapOf(declared(16, 0), 'ext4')?.why).not.toContain('btrfs')
    expect(swapOf(declared(16, 0))?.why).toContain('btrfs filesystem mkswapfile')
  })

  it('offers compressed memory where there is no swap at all, and says what it does not do', () => {
    expect(swapOf(declared(16, 0))?.commands.slice(-3)).toEqual([
      '# or zram: this in /etc/systemd/zram-generator.conf, then restart',
      '[zram0]',
      'zram-size = 4096',
    ])
    expect(swapOf(declared(6, 0), 'zfs')?.commands.at(-1)).toBe('zram-size = 3072')
    expect(swapOf(declared(16, 0))?.why).toContain('not with a run that uses all it takes')
    expect(swapOf(declared(16, 2))?.commands.join('\n')).not.toContain('zram')
  })

  it.each([
    [7.6, true],
    [8, false],
    [31, false],
  ])('with %d GiB says that one heavy thing runs at a time: %s', (memory, said) => {
    expect(text(hostAdvice(declared(memory, 8))).includes('one heavy thing')).toBe(said)
  })

  it('puts the scope first, sized by the budget', () => {
    const host = declared(31, 8)
    expect(hostAdvice(host)[0]?.commands).toEqual([
      'systemd-run --user --scope -p MemoryMax=23G -p MemorySwapMax=2G pytest',
    ])
    expect(hostAdvice(host, { usable: 18.9 * GiB })[0]?.commands[0]).toContain('MemoryMax=18G')
    expect(hostAdvice(declared(31, 0))[0]?.commands[0]).toContain('MemorySwapMax=0')
    expect(hostAdvice(host, { around: { cgroup: 1 } })[0]?.commands[0]).toMatch(/^sudo systemd-run --scope/)
  })

  it('knows tmpfs, btrfs and zram by the machine', () => {
    const advice = of('fedora')
    expect(text(advice)).toContain('/tmp may take 15.0 GiB of 30.0 GiB')
    expect(text(advice)).toContain('all of it zram')
    expect(text(advice)).toContain('btrfs subvolume create')
    expect(text(of('workstation'))).not.toContain('/tmp')
  })

  it('says what a small machine without swap and with /tmp in memory needs', () => {
    const titles = of('laptop-6g').map(({ title }) => title)
    expect(titles).toEqual([
      'Run heavy commands in a scope of 4 GiB',
      'Know who kills when memory runs out, and make it early',
      'Add swap: 0.0 GiB to 6.0 GiB',
      'Run one heavy thing at a time',
      'Keep large temporary files out of memory',
    ])
  })

  it('says what systemd-oomd does to the editor', () => {
    expect(text(of('workstation'))).toContain('VS Code’s terminal')
  })
})

describe('hostAdvice on temporary files', () => {
  function tmpOf(name: string, env: Record<string, string> = {}) {
    const machine = machineAt(join(HOSTS, name), { env })
    const advice = hostAdvice(detectHost(machine), { around: surroundingsOf(machine) })
    return advice.find(({ title }) => /temporary files/.test(title))
  }

  it('has half of the memory for the limit where none is set', () => {
    expect(tmpOf('laptop-6g')?.because).toEqual([
      '/tmp may take 3.0 GiB of 6.0 GiB: no size is set, so half of the machine’s memory, in /proc/self/mountinfo',
    ])
    expect(tmpOf('laptop-6g')?.why).toContain('Without swap none of it can leave memory.')
    expect(tmpOf('laptop-6g')?.commands.slice(1)).toEqual([
      'TMPDIR=/var/tmp pytest',
      'TMPDIR=/var/tmp cargo test',
    ])
  })

  it('reads the size that is set', () => {
    expect(tmpOf('fedora')?.because[0]).toContain('15.0 GiB of 30.0 GiB: size, in /proc/self/mountinfo')
    expect(tmpOf('fedora')?.why).not.toContain('Without swap')
  })

  it('follows TMPDIR', () => {
    expect(tmpOf('fedora', { TMPDIR: '/home/me/tmp' })).toBeUndefined()
    expect(tmpOf('fedora', { TMPDIR: '/tmp/mine' })?.because[0]).toContain('/tmp/mine may take 15.0 GiB')
    expect(tmpOf('fedora', { TMPDIR: '/tmpfiles' })).toBeUndefined()
  })

  it('counts it towards the limit of a container, against which the default is large', () => {
    const advice = tmpOf('container-tmpfs')
    expect(advice?.because[0]).toContain('/tmp may take 32.0 GiB, more than the 2.0 GiB there are')
    expect(advice?.why).toContain('counts towards the container’s limit')
    // There, /var/tmp is memory, too.
    expect(advice?.commands.at(-1)).toBe('# TMPDIR=… in front of the command, with a folder on a disk')
  })

  it.each([
    ['64 MiB', { path: '/tmp', size: 64 * 1024 * KiB }, undefined],
    ['no limit', { path: '/tmp', size: 0 }, '16.0 GiB of 16.0 GiB: size=0, which is no limit'],
  ])('with %s', (_, tmpfs, because) => {
    const advice = hostAdvice(declared(16, 4), { around: { tmpfs } })
    const found = advice.find(({ title }) => /temporary files/.test(title))
    if (because === undefined) expect(found).toBeUndefined()
    else expect(found?.because[0]).toContain(because)
  })
})

describe('hostAdvice elsewhere', () => {
  it('never offers fstab outside of Linux workstations', () => {
    const elsewhere: Host[] = [
      ...PRESETS.filter(preset => preset.kind === 'ci'),
      { ...declared(16, 0), platform: 'macos' },
      { ...declared(16, 0), platform: 'windows' },
      { ...declared(16, 0), platform: 'wsl2' },
      declared(16, 0, 'container'),
    ]
    for (const host of elsewhere) expect(text(hostAdvice(host))).not.toMatch(/fstab|mkswap|swapon/)
  })

  it('has nothing for machines that are thrown away', () => {
    const ci = findPreset('github-ubuntu')
    expect(ci && hostAdvice(ci)).toEqual([])
  })

  it('sends WSL2 to .wslconfig', () => {
    const [first] = of('wsl2')
    expect(first?.commands).toEqual([
      '# %UserProfile%\\.wslconfig, then: wsl --shutdown',
      '[wsl2]',
      'memory=8GB',
      'swap=2GB',
    ])
  })

  it('tells a limited container from an unlimited one', () => {
    const [limited] = of('container-private-namespace')
    expect(limited?.commands.at(-1)).toBe('docker run --memory=2g --memory-swap=2g …')
    expect(limited?.because).toEqual([
      '2.0 GiB: limit of the cgroup: /sys/fs/cgroup/memory.max',
      '2 cpus of time, 8 cpus seen',
    ])
    const [unlimited] = hostAdvice(declared(16, 0, 'container'))
    expect(unlimited?.title).toBe('Give the container a limit: 12 GiB')
  })

  it('gives every piece of advice a reason', () => {
    for (const name of ['workstation', 'wsl2', 'fedora', 'kubernetes', 'laptop-6g', 'container-tmpfs']) {
      for (const { title, why, commands } of of(name)) {
        expect([title, why, commands.length > 0]).toEqual([
          expect.stringMatching(/./),
          expect.stringMatching(/\.$/),
          true,
        ])
      }
    }
  })
})
