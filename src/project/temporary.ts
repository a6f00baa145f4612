import { rmSync } from 'node:fs'
import { resolve } from 'node:path'
import { statOf } from './paths.ts'

/** The name of the file in which a text is written before it takes the place of another; `unique` is hexadecimal. */
export function temporaryName(unique: string): string {
  return `${PREFIX}${unique}.tmp`
}

const PREFIX = '.memlint-'

export function isTemporary(name: string): boolean {
  return name.startsWith(PREFIX) && /^[0-9a-f]{16}\.tmp$/.test(name.slice(PREFIX.length))
}

/** A run that is still writing is done long before. */
const ABANDONED_MS = 10 * 60 * 1000

/** Removes temporary files that no run can still be writing. Returns those that are left. */
export function removeAbandoned(root: string, leftovers: readonly string[]): readonly string[] {
  return leftovers.filter(path => {
    const absolute = resolve(root, path)
    const stat = statOf(absolute)
    if (stat && Date.now() - stat.mtimeMs < ABANDONED_MS) return true
    try {
      rmSync(absolute, { force: true })
      return false
    } catch {
      return true
    }
  })
}
