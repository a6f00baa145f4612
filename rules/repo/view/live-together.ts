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
  const byName = new Map(all.map(each => [each.name, each]))
  const depths = new Map<WorkspacePackage, number>()
  const levels = new Map<number, WorkspacePackage[]>()
  for (const each of chosen) {
    if (!Object.hasOwn(each.scripts, script)) continue
    const depth = depthOf(each, byName, depths, new Set())
    levels.set(depth, [...(levels.get(depth) ?? []), each])
  }
  return [...levels.values()].toSorted((a, b) => b.length - a.length)[0] ?? []
}

/** The longest way down to a package that depends on no other. What closes a circle counts as nothing. */
function depthOf(
  one: WorkspacePackage,
  byName: ReadonlyMap<string, WorkspacePackage>,
  known: Map<WorkspacePackage, number>,
  above: ReadonlySet<WorkspacePackage>,
): number {
  const depth = known.get(one)
  if (depth !== undefined) return depth
  const way = new Set(above).add(one)
  const below = [...one.dependsOn]
    .flatMap(name => byName.get(name) ?? [])
    .filter(each => !way.has(each))
    .map(each => 1 + depthOf(each, byName, known, way))
  const own = Math.max(0, ...below)
  known.set(one, own)
  return own
}
