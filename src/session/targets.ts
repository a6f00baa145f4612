import { accessSync, constants, lstatSync, statSync } from 'node:fs'
import { dirname, join, relative, resolve, sep } from 'node:path'
import { configFolderOf } from '../project/config/candidates.ts'
import { codeOf, statOf } from '../project/paths.ts'
import type { Request } from './session.ts'
import { UsageError } from './usage-error.ts'

/** A folder to look at, and the files in it that findings are shown for (all, when absent). */
export interface Target {
  /** Absolute. */
  readonly root: string
  readonly only?: ReadonlySet<string>
  /** Texts that count instead of what is on disk. */
  readonly texts?: ReadonlyMap<string, string>
}

/** A folder is a root; a file is a filter on the root that it belongs to. */
export function targetsOf({ paths = [], cwd, stdin, wholeProjects = false }: Request): Target[] {
  if (stdin) {
    const file = resolve(cwd, stdin.path)
    const root = rootOfFolder(dirname(file), cwd)
    const path = slashed(relative(root, file))
    return [{ root, only: new Set([path]), texts: new Map([[path, stdin.text]]) }]
  }
  const folders = new Set<string>()
  const files = new Map<string, Set<string>>()
  const roots = new Map<string, string>()
  for (const path of paths.length > 0 ? paths : ['.']) {
    const absolute = resolve(cwd, path)
    if (isFolder(absolute, path)) {
      folders.add(absolute)
      continue
    }
    // A hook names hundreds of files, most of them in the same few folders.
    const folder = dirname(absolute)
    const root = roots.get(folder) ?? rootOfFolder(folder, cwd)
    roots.set(folder, root)
    if (wholeProjects) folders.add(root)
    else files.set(root, (files.get(root) ?? new Set()).add(slashed(relative(root, absolute))))
  }
  const filtered = [...files].filter(([root]) => !folders.has(root)).map(([root, only]) => ({ root, only }))
  return [...[...folders].map(root => ({ root })), ...filtered]
}

/** Throws UsageError where nothing is there, or nothing that may be read. A commit may hold a link that leads nowhere. */
function isFolder(absolute: string, path: string): boolean {
  try {
    if (lstatSync(absolute).isSymbolicLink() && !statOf(absolute)) return false
    const isDirectory = statSync(absolute).isDirectory()
    if (isDirectory) accessSync(absolute, constants.R_OK | constants.X_OK)
    return isDirectory
  } catch (error) {
    const code = codeOf(error)
    throw new UsageError(code === 'ENOENT' ? `there is no ${path}` : `${path} cannot be read (${code})`)
  }
}

/** How a folder is called in reports: relative to the working directory. */
export function shownRoot(root: string, cwd: string): string {
  return slashed(relative(cwd, root))
}

export function slashed(path: string): string {
  return sep === '/' ? path : path.split(sep).join('/')
}

/** The root of a folder's files: the folder of their configuration, of their repository, or the working directory. */
function rootOfFolder(folder: string, cwd: string): string {
  const top = configFolderOf(folder) ?? repositoryOf(folder)
  if (top) return top
  return relative(cwd, folder).startsWith('..') ? folder : cwd
}

/** The top of the repository that a folder is in; undefined where it is in none. */
export function repositoryOf(folder: string): string | undefined {
  for (let at = folder; ; at = dirname(at)) {
    if (statOf(join(at, '.git'))) return at
    if (dirname(at) === at) return undefined
  }
}
