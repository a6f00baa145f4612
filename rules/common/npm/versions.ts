import type { Sources } from '../../../src/model/ecosystem.ts'
import { isTable } from '../../../src/model/value.ts'
import { LOCK_FILES, lockedVersions } from './locks.ts'

/** The version of a package that a folder gets, and the file that says it. */
export interface PackageVersion {
  readonly major: number
  readonly minor: number
  /** `3.2.4`, or the range where no lock file says more. */
  readonly text: string
  readonly from: string
}

/**
 * The version of a tool in a folder: what the nearest lock file has, else what the nearest manifest asks for.
 * Undefined where nobody asks for it, or where that leaves more than one major version.
 */
export function versionIn(sources: Sources, folder: string, name: string): PackageVersion | undefined {
  const asked = askedFor(sources, folder, name)
  const locked = folders(folder).flatMap(each =>
    LOCK_FILES.flatMap(file => lockedIn(sources, pathIn(each, file), name)),
  )
  const range = asked && firstVersion(asked.range)
  const isOne = asked !== undefined && isOneMajor(asked.range)
  const fitting = range && isOne ? locked.filter(version => version.major === range.major) : locked
  const [first, ...others] = fitting
  if (first && others.every(other => other.major === first.major)) return newest(fitting)
  if (!asked || !range || locked.length > 0) return undefined
  return isOne ? { ...range, text: asked.range, from: asked.path } : undefined
}

function askedFor(sources: Sources, folder: string, name: string) {
  for (const each of folders(folder)) {
    const path = pathIn(each, 'package.json')
    const manifest = sources.document(path)
    for (const kind of ['devDependencies', 'dependencies', 'peerDependencies', 'optionalDependencies']) {
      const dependencies = manifest?.get([kind])
      const range = isTable(dependencies) ? dependencies[name] : undefined
      if (typeof range === 'string') return { range, path }
    }
  }
  return undefined
}

function lockedIn(sources: Sources, path: string, name: string): PackageVersion[] {
  const text = sources.text(path)
  if (text === undefined) return []
  return lockedVersions(path, text, name).flatMap(version => {
    const numbers = firstVersion(version)
    return numbers ? [{ ...numbers, text: version, from: path }] : []
  })
}

function newest(versions: readonly PackageVersion[]): PackageVersion | undefined {
  return versions.toSorted((a, b) => b.minor - a.minor)[0]
}

function firstVersion(text: string): { major: number; minor: number } | undefined {
  const [, major, minor = '0'] = /(?:^|[^\d.])(\d+)(?:\.(\d+))?/.exec(text) ?? []
  return major === undefined ? undefined : { major: Number(major), minor: Number(minor) }
}

/** `^3.2.0`, `~3.2`, `3.2.4`, `3`, `3.x`: ranges that stay within one major version. */
function isOneMajor(range: string): boolean {
  return /^(?:npm:[^@]+@)?[\^~=v]?\s*\d+(?:\.(?:\d+|x|\*)){0,2}(?:[-+][\w.-]+)?$/.test(range.trim())
}

/** A folder and those above it, up to the root. */
function folders(folder: string): string[] {
  const all = [folder]
  for (let at = folder; at !== ''; all.push(at)) at = at.slice(0, Math.max(0, at.lastIndexOf('/')))
  return all
}

function pathIn(folder: string, name: string): string {
  return folder === '' ? name : `${folder}/${name}`
}
