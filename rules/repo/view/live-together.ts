import type { WorkspacePackage } from '../../common/npm/workspaces.ts'
import type { OuterTask } from './outer-tool.ts'
import { tasksOf } from './selection.ts'

/** The tasks of the chosen packages that can all run together. `waits`: for the same task of what its package depends on. */
export function tasksTogether(
  all: readonly WorkspacePackage[],
  chosen: readonly WorkspacePackage[],
  names: readonly string[],
  waits: (name: string) => boolean,
): readonly OuterTask[] {
  return names.flatMap(name => tasksOf(waits(name) ? largestLevel(all, chosen, name) : chosen, name))
}

/**
 * The packages that have equally many below them run together, as none depends on another that is as deep. The largest
 * such group, of those that have the script.
 */
function largestLevel(
  all: readonly WorkspacePackage[],
  chosen: readonly WorkspacePackage[],
  script: string,
): readonly WorkspacePackage[] {
  const depths = depthsOf(all)
  const levels = new Map<number, WorkspacePackage[]>()
  for (const each of chosen) {
    const depth = depths.get(each)
    if (depth !== undefined && Object.hasOwn(each.scripts, script))
      levels.set(depth, [...(levels.get(depth) ?? []), each])
  }
  return [...levels.values()].toSorted((a, b) => b.length - a.length)[0] ?? []
}

/** The longest way down from each package to one that depends on no other; none for what depends on itself. */
function depthsOf(all: readonly WorkspacePackage[]): ReadonlyMap<WorkspacePackage, number> {
  const byName = new Map(all.map(each => [each.name, each]))
  const above = new Map<WorkspacePackage, WorkspacePackage[]>()
  const waitsFor = new Map<WorkspacePackage, number>()
  for (const each of all) {
    const below = [...each.dependsOn].flatMap(name => byName.get(name) ?? [])
    waitsFor.set(each, below.length)
    for (const one of below) above.set(one, [...(above.get(one) ?? []), each])
  }
  const depths = new Map<WorkspacePackage, number>()
  let ready = all.filter(each => waitsFor.get(each) === 0)
  for (let depth = 0; ready.length > 0; depth++) {
    for (const each of ready) depths.set(each, depth)
    const next = ready.flatMap(each => above.get(each) ?? [])
    for (const each of next) waitsFor.set(each, (waitsFor.get(each) ?? 0) - 1)
    ready = [...new Set(next)].filter(each => waitsFor.get(each) === 0)
  }
  return depths
}
