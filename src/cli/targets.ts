import { statSync } from 'node:fs'
import { dirname, relative, resolve, sep } from 'node:path'
import { UsageError } from './usage-error.ts'

/** A folder to look at, and the files in it that findings are shown for (all, when absent). */
export interface Target {
  /** Absolute. */
  readonly root: string
  readonly only?: ReadonlySet<string>
}

/**
 * A folder is a root; a file is a filter on the root that it belongs to. `rootOf` names the folder a file
 * belongs to: that of the nearest configuration, else of the repository, else the working directory.
 */
export function targetsOf(
  paths: readonly string[],
  cwd: string,
  rootOf: (folder: string) => string,
): Target[] {
  const folders = new Set<string>()
  const files = new Map<string, Set<string>>()
  for (const path of paths.length > 0 ? paths : ['.']) {
    const absolute = resolve(cwd, path)
    const stat = statSync(absolute, { throwIfNoEntry: false })
    if (!stat) throw new UsageError(`there is no ${path}`)
    if (stat.isDirectory()) {
      folders.add(absolute)
      continue
    }
    const root = rootOf(dirname(absolute))
    files.set(root, (files.get(root) ?? new Set()).add(slashed(relative(root, absolute))))
  }
  const filtered = [...files].filter(([root]) => !folders.has(root)).map(([root, only]) => ({ root, only }))
  return [...[...folders].map(root => ({ root })), ...filtered]
}

/** How a folder is called in reports: relative to the working directory. */
export function shownRoot(root: string, cwd: string): string {
  return slashed(relative(cwd, root))
}

export function slashed(path: string): string {
  return sep === '/' ? path : path.split(sep).join('/')
}
