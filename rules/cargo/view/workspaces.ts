import type { Sources } from '../../../src/model/ecosystem.ts'
import { matchesGlob } from '../../common/glob.ts'
import { foldersAbove, inFolder, isInside, resolvePath } from '../../common/paths.ts'
import { inherits, type Manifest, pathDependencies, readManifests, stringsAt, tableAt } from './manifests.ts'

/** What one `cargo build` builds: a root manifest and its members, or one package that is its own root. */
export interface Workspace {
  readonly root: Manifest
  /** Without the root's own package. */
  readonly members: readonly Manifest[]
  /** Packages of this repository that it builds: its own, its members, and what they depend on by path. */
  readonly local: number
  /** Inside the folder of another workspace, as fuzz targets are. */
  readonly nested: boolean
}

/**
 * Groups manifests as cargo does: a package belongs to the nearest workspace above it that does not exclude it,
 * if that lists it or depends on it by path. What is neither listed nor excluded is left out, as cargo refuses it,
 * and so is what inherits from a workspace that is not in the project.
 */
export function findWorkspaces(sources: Sources): readonly Workspace[] {
  const manifests = readManifests(sources)
  const byFolder = new Map(manifests.map(manifest => [manifest.folder, manifest]))
  const owned = new Map<Manifest, Manifest[]>()
  for (const manifest of manifests) {
    const root = rootOf(manifest, byFolder)
    owned.set(root, [...(owned.get(root) ?? []), manifest])
  }
  const roots = [...owned.keys()].filter(root => tableAt(root.document, 'workspace') || !inherits(root))
  const rootFolders = new Set(roots.map(root => root.folder))
  return roots.map(root => {
    const members = membersOf(
      root,
      (owned.get(root) ?? []).filter(manifest => manifest !== root),
    )
    return {
      root,
      members,
      local: reachedBy([root, ...members], byFolder).size,
      nested: foldersAbove(root.folder).some(folder => rootFolders.has(folder)),
    }
  })
}

function rootOf(manifest: Manifest, byFolder: ReadonlyMap<string, Manifest>): Manifest {
  const { document, folder } = manifest
  if (tableAt(document, 'workspace')) return manifest
  const named = document.get(['package', 'workspace'])
  const target = typeof named === 'string' ? resolvePath(folder, named) : undefined
  const above = target === undefined ? foldersAbove(folder) : [target]
  for (const candidate of above.flatMap(other => byFolder.get(other) ?? [])) {
    if (tableAt(candidate.document, 'workspace') && !excludes(candidate, folder)) return candidate
  }
  return manifest
}

/** `exclude` and `members` are compared as beginnings of paths; a member that is listed wins. */
function excludes({ document, folder: root }: Manifest, folder: string): boolean {
  const holds = (key: string) =>
    stringsAt(document, 'workspace', key).some(path =>
      isInside(folder, inFolder(root, path.replace(/\/$/, ''))),
    )
  return holds('exclude') && !holds('members')
}

function membersOf(root: Manifest, candidates: readonly Manifest[]): readonly Manifest[] {
  const globs = stringsAt(root.document, 'workspace', 'members').flatMap(member => {
    const path = resolvePath(root.folder, member)
    return path === undefined ? [] : [path]
  })
  const members = new Set(candidates.filter(({ folder }) => globs.some(glob => matchesGlob(glob, folder))))
  const reached = reachedBy(
    [root, ...members],
    new Map(candidates.map(manifest => [manifest.folder, manifest])),
  )
  reached.delete(root)
  return [...reached]
}

/** Packages and what they depend on by path, and so on. */
function reachedBy(from: readonly Manifest[], byFolder: ReadonlyMap<string, Manifest>): Set<Manifest> {
  const reached = new Set(from)
  // A set grows while it is iterated: dependencies of dependencies are reached too.
  for (const manifest of reached) {
    for (const path of pathDependencies(manifest)) {
      const found = byFolder.get(path)
      if (found) reached.add(found)
    }
  }
  return reached
}
