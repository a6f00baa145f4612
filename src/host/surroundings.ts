import { type Bytes, parseBytes } from '../model/bytes.ts'
import { hierarchyOf } from './cgroups.ts'
import type { Machine } from './machine.ts'
import { type Mount, mountsOf } from './mounts.ts'

/** What advice about the live machine looks at beyond its sizes. Every field is absent where unknown. */
export interface Surroundings {
  /** The kind of file system below `/`; btrfs and zfs need their own way to a swap file. */
  readonly rootFileSystem?: string
  /** Set when temporary files are memory. */
  readonly tmpfs?: Tmpfs
  /** All the swap there is is compressed memory. */
  readonly onlyZram?: boolean
  /** Which cgroup version holds the memory controller. */
  readonly cgroup?: 1 | 2
}

/** A folder for temporary files that is memory. */
export interface Tmpfs {
  /** What TMPDIR says, else `/tmp`. */
  readonly path: string
  /** The most it can grow to: 0 for no limit, absent for the kernel's default. */
  readonly size?: Bytes
  /** A folder for temporary files that is not in memory. */
  readonly diskFolder?: string
}

export function surroundingsOf(machine: Machine): Surroundings {
  const mounts = mountsOf(machine)
  const root = mounts.findLast(mount => mount.point === '/')
  const cgroup = hierarchyOf(machine, 'memory')?.version
  const tmpfs = tmpfsOf(machine.env.TMPDIR ?? '/tmp', mounts)
  return {
    ...(root && { rootFileSystem: root.type }),
    ...(tmpfs && { tmpfs }),
    ...(onlyZram(machine) && { onlyZram: true }),
    ...(cgroup && { cgroup }),
  }
}

function tmpfsOf(path: string, mounts: readonly Mount[]): Tmpfs | undefined {
  const mount = mountOf(path, mounts)
  if (mount?.type !== 'tmpfs') return undefined
  const size = parseBytes(/(?:^|,)size=(\w+)/.exec(mount.superOptions)?.[1] ?? 'none')
  const onDisk = mountOf(DISK_FOLDER, mounts)?.type !== 'tmpfs'
  return { path, ...(size !== undefined && { size }), ...(onDisk && { diskFolder: DISK_FOLDER }) }
}

/** Survives a restart by its definition, so distributions keep it on disk. */
const DISK_FOLDER = '/var/tmp'

/** The file system a folder is in: of the deepest mounts around it the last, which lies on top. */
function mountOf(path: string, mounts: readonly Mount[]): Mount | undefined {
  const around = mounts.filter(({ point }) => point === '/' || path === point || path.startsWith(`${point}/`))
  const deepest = Math.max(...around.map(({ point }) => point.length))
  return around.findLast(({ point }) => point.length === deepest)
}

function onlyZram(machine: Machine): boolean {
  const areas = (machine.readFile('/proc/swaps') ?? '')
    .split('\n')
    .slice(1)
    .filter(line => line.trim() !== '')
  return areas.length > 0 && areas.every(line => line.startsWith('/dev/zram'))
}
