import type { Sources } from '../../../src/model/ecosystem.ts'
import { folderOf, inFolder } from './paths.ts'
import type { Workspace } from './workspaces.ts'

export const LOCK = /(^|\/)Cargo\.lock$/
/** Each of these becomes a program of its own, linked with everything it uses. */
export const TEST_TARGET = /(^|\/)tests\/([^/]+|[^/]+\/main)\.rs$/

/** Integration tests that cargo finds by itself. */
export function countTestBinaries(sources: Sources, { root, members }: Workspace): number {
  const folders = [root, ...members]
    .filter(({ document }) => document.get(['package', 'autotests']) !== false)
    .map(({ folder }) => inFolder(folder, 'tests'))
  const homes = new Set(folders)
  return sources.matching(TEST_TARGET).filter(path => {
    const folder = folderOf(path)
    return homes.has(folder) || (path.endsWith('/main.rs') && homes.has(folderOf(folder)))
  }).length
}

/** Packages in the workspace's lock file; undefined without one. */
export function countPackages(sources: Sources, { root }: Workspace): number | undefined {
  const text = sources.text(inFolder(root.folder, 'Cargo.lock'))
  return text?.match(/^\[\[package\]\]/gm)?.length
}
