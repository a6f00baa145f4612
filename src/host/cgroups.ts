import type { Machine } from './machine.ts'
import { type Mount, mountsOf } from './mounts.ts'

export type Controller = 'memory' | 'cpu' | 'cpuset'

/** Where one controller keeps its files for this process. */
export interface Hierarchy {
  readonly version: 1 | 2
  /** From the process's own cgroup up to the highest level that can be seen. Some may not exist. */
  readonly directories: readonly string[]
}

/**
 * The hierarchy that holds a controller; undefined where there is none. Hybrid systems mount both versions
 * and bind each controller to one of them, so this is decided for every controller on its own.
 */
export function hierarchyOf(machine: Machine, controller: Controller): Hierarchy | undefined {
  const lines = (machine.readFile('/proc/self/cgroup') ?? '').split('\n').map(membership)
  const v1 = lines.find(line => line?.controllers.includes(controller))
  const v1Directories = v1 && directories(machine, v1.path, v1Mounts(machine, controller))
  if (v1Directories) return { version: 1, directories: v1Directories }
  const v2 = lines.find(line => line?.id === '0' && line.controllers[0] === '')
  const v2Directories = v2 && directories(machine, v2.path, v2Mounts(machine))
  return v2Directories && { version: 2, directories: v2Directories }
}

/** The first level at which one of the files can be read, with its path and trimmed text. */
export function nearest(
  machine: Machine,
  hierarchy: Hierarchy,
  names: readonly string[],
): { path: string; text: string } | undefined {
  return atEveryLevel(machine, hierarchy, names).find(file => file.text !== '')
}

/** The named files that can be read, level by level, from the process's own cgroup to the root. */
export function atEveryLevel(
  machine: Machine,
  hierarchy: Hierarchy,
  names: readonly string[],
): { path: string; text: string; level: number }[] {
  return hierarchy.directories.flatMap((directory, level) =>
    names.flatMap(name => {
      const path = `${directory}/${name}`
      const text = machine.readFile(path)
      return text === undefined ? [] : [{ path, text: text.trim(), level }]
    }),
  )
}

interface Membership {
  readonly id: string
  readonly controllers: readonly string[]
  readonly path: string
}

/** `4:memory:/user.slice` or `0::/user.slice`; the path itself may contain colons. */
function membership(line: string): Membership | undefined {
  const match = /^(\d+):([^:]*):(\/.*)$/.exec(line)
  if (!match) return undefined
  const [, id = '', controllers = '', path = ''] = match
  return { id, controllers: controllers.split(','), path: path.replace(/ \(deleted\)$/, '') }
}

function v1Mounts(machine: Machine, controller: Controller): Mount[] {
  const mounts = mountsOf(machine)
  const found = mounts.filter(
    mount => mount.type === 'cgroup' && mount.superOptions.split(',').includes(controller),
  )
  if (mounts.length > 0) return found
  return [controller, 'cpu,cpuacct', 'cpuacct,cpu']
    .map(name => assumed(`/sys/fs/cgroup/${name}`))
    .filter(mount => machine.exists(mount.point) && mount.point.includes(controller))
}

function v2Mounts(machine: Machine): Mount[] {
  const mounts = mountsOf(machine)
  if (mounts.length > 0) return mounts.filter(mount => mount.type === 'cgroup2')
  return [assumed('/sys/fs/cgroup/unified'), assumed('/sys/fs/cgroup')].filter(mount =>
    machine.exists(mount.point),
  )
}

/** The usual place, for sandboxes that hide the mount table. */
function assumed(point: string): Mount {
  return { root: '/', point, type: '', superOptions: '' }
}

/**
 * One hierarchy can be mounted several times, each showing another part of it: the mount that shows the
 * most levels above the process wins.
 */
function directories(machine: Machine, path: string, mounts: readonly Mount[]): string[] | undefined {
  const candidates = mounts
    .map(mount => levels(mount, path))
    .filter(found => found.some(directory => machine.exists(directory)))
  return candidates.sort((a, b) => b.length - a.length)[0]
}

/**
 * In a container the mount often shows only a part (`root` is then the container's cgroup), and in a private
 * cgroup namespace the path is `/`, or starts with `/..` for a process from outside. What cannot be placed
 * below the mount is looked up at the mount itself: its limits are the ones that hold.
 */
function levels(mount: Mount, path: string): string[] {
  const steps = path.split('/').filter(step => step !== '')
  const above = mount.root.split('/').filter(step => step !== '')
  const inside = !steps.includes('..') && above.every((step, index) => steps[index] === step)
  const below = inside ? steps.slice(above.length) : []
  const point = mount.point === '/' ? '' : mount.point
  return [...below.keys(), below.length].reverse().map(count => [point, ...below.slice(0, count)].join('/'))
}
