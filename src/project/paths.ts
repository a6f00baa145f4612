import { realpathSync, type Stats, statSync } from 'node:fs'
import { isAbsolute, relative, sep } from 'node:path'

/** Whether a path, relative to a root and with forward slashes, names something strictly inside that root. */
export function isInside(path: string): boolean {
  if (path === '' || path.includes('\0') || isAbsolute(path)) return false
  return !path.split('/').some(step => step === '..' || step === '.' || step === '')
}

/** The path of `target` relative to `root`, with forward slashes; undefined when it is not inside. */
export function relativeTo(root: string, target: string): string | undefined {
  const path = relative(root, target)
  if (path === '' || isAbsolute(path) || path === '..' || path.startsWith(`..${sep}`)) return undefined
  return sep === '/' ? path : path.split(sep).join('/')
}

/** The real path behind every symbolic link; undefined when there is nothing (any more). */
export function realPath(path: string): string | undefined {
  try {
    return realpathSync(path)
  } catch {
    return undefined
  }
}

/** What a path leads to, links followed; undefined when that cannot be reached. */
export function statOf(path: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false })
  } catch {
    return undefined
  }
}

/** `EACCES`, `ENOENT` … of an error that the file system gave. */
export function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : String(error)
}
