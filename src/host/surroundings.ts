import { type Bytes, parseBytes } from '../model/bytes.ts'
import { hierarchyOf } from './cgroups.ts'
import type { Machine } from './machine.ts'
import { mountsOf } from './mounts.ts'

/** What advice about the live machine looks at beyond its sizes. Every field is absent where unknown. */
export interface Surroundings {
  /** The kind of file system below `/`; btrfs and zfs need their own way to a swap file. */
  readonly rootFileSystem?: string
  /** Set when /tmp is memory; `size` is the most it can grow to. */
  readonly tmpfs?: { readonly size?: Bytes }
  /** All the swap there is is compressed memory. */
  readonly onlyZram?: boolean
  /** Which cgroup version holds the memory controller. */
  readonly cgroup?: 1 | 2
}

export function surroundingsOf(machine: Machine): Surroundings {
  const mounts = mountsOf(machine)
  const root = mounts.findLast(mount => mount.point === '/')
  const tmp = mounts.findLast(mount => mount.point === '/tmp')
  const cgroup = hierarchyOf(machine, 'memory')?.version
  const size = parseBytes(/(?:^|,)size=(\w+)/.exec(tmp?.superOptions ?? '')?.[1] ?? '')
  return {
    ...(root && { rootFileSystem: root.type }),
    ...(tmp?.type === 'tmpfs' && { tmpfs: size === undefined ? {} : { size } }),
    ...(onlyZram(machine) && { onlyZram: true }),
    ...(cgroup && { cgroup }),
  }
}

function onlyZram(machine: Machine): boolean {
  const areas = (machine.readFile('/proc/swaps') ?? '')
    .split('\n')
    .slice(1)
    .filter(line => line.trim() !== '')
  return areas.length > 0 && areas.every(line => line.startsWith('/dev/zram'))
}
