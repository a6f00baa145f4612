import type { Sources } from '../../../../src/model/ecosystem.ts'
import { folderOf, inFolder } from '../../../common/paths.ts'
import { TEST_FILE } from '../python/test-files.ts'
import type { FolderConfig } from './config-files.ts'
import { CONFIG_NAMES, configOf } from './config-files.ts'
import { withAncestors } from './paths.ts'

/** A folder from which pytest is started, with its configuration. */
export interface Root {
  readonly folder: string
  readonly config: FolderConfig
  /** The files of this root: those of roots below it are not among them. */
  readonly sources: Sources
}

/**
 * Folders with pytest configuration; for tests outside all of them the nearest folder above that is a Python
 * project, else the project's root.
 */
export function findRoots(sources: Sources, pytest9: boolean): readonly Root[] {
  const configs = new Map<string, FolderConfig>()
  for (const folder of new Set(sources.matching(CONFIG_PATH).map(folderOf))) {
    const config = configOf(folder, sources, pytest9)
    if (config.winner) configs.set(folder, config)
  }
  for (const folder of foldersWithTests(sources)) {
    if (nearest(folder, configs) === undefined) configs.set(projectAbove(folder, sources), { shadowed: [] })
  }
  const files = filesByRoot(sources, configs)
  return [...configs]
    .map(([folder, config]) => ({ folder, config, sources: narrowed(files.get(folder) ?? [], sources) }))
    .sort((a, b) => (a.folder < b.folder ? -1 : 1))
}

/** The root that pytest finds from a folder upwards. */
export function rootAbove(folder: string, roots: readonly Root[]): Root | undefined {
  const found = nearest(folder, new Map(roots.map(root => [root.folder, root])))
  return roots.find(root => root.folder === found)
}

const CONFIG_PATH = new RegExp(`(^|/)(${CONFIG_NAMES.map(name => name.replaceAll('.', '\\.')).join('|')})$`)

/** A conftest.py is pytest's own; a test module counts when it says pytest, since unittest has the same names. */
function foldersWithTests(sources: Sources): readonly string[] {
  const files = sources
    .matching(TEST_FILE)
    .filter(path => path.endsWith('conftest.py') || sources.text(path)?.includes('pytest'))
  return [...new Set(files.map(folderOf))]
}

function projectAbove(folder: string, sources: Sources): string {
  const markers = ['pyproject.toml', 'setup.py', 'setup.cfg']
  const project = withAncestors(folder).find(above =>
    markers.some(marker => sources.has(inFolder(above, marker))),
  )
  return project ?? ''
}

function nearest(folder: string, roots: ReadonlyMap<string, unknown>): string | undefined {
  return withAncestors(folder).find(above => roots.has(above))
}

function filesByRoot(
  sources: Sources,
  roots: ReadonlyMap<string, unknown>,
): ReadonlyMap<string, readonly string[]> {
  const files = new Map<string, string[]>()
  for (const path of sources.paths) {
    const root = nearest(folderOf(path), roots)
    if (root === undefined) continue
    const own = files.get(root)
    if (own) own.push(path)
    else files.set(root, [path])
  }
  return files
}

/** The same project, as if it had these files alone. */
export function narrowed(paths: readonly string[], sources: Sources): Sources {
  return {
    paths,
    matching: pattern => paths.filter(path => pattern.test(path)),
    has: path => sources.has(path),
    text: path => sources.text(path),
    document: path => sources.document(path),
    script: text => sources.script(text),
    isIgnored: path => sources.isIgnored(path),
  }
}
