import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { statOf } from '../paths.ts'

/** Files that hold nothing but memlint's configuration. A folder with one of them is a project of its own. */
export const CONFIG_FILES: ReadonlySet<string> = new Set([
  'memlint.config.json',
  'memlint.config.yaml',
  'memlint.config.yml',
  '.memlintrc',
  '.memlintrc.json',
  '.memlintrc.yaml',
  '.memlintrc.yml',
])

/** Files of other tools that may hold a part for memlint, and the bytes without which they cannot. */
const SHARED_FILES: ReadonlyMap<string, RegExp> = new Map([
  ['package.json', /"memlint"\s*:/],
  ['pyproject.toml', /\bmemlint\b/],
  ['Cargo.toml', /\bmemlint\b/],
])

/** Names that people used to other tools would try; they are code, and memlint executes nothing. */
const CODE_FILES = ['js', 'cjs', 'mjs', 'ts', 'cts', 'mts'].map(extension => `memlint.config.${extension}`)

/** More than this in a configuration, or in a manifest that is asked for one, was not written by a person. */
export const MAX_CONFIG_BYTES = 1024 * 1024

/** The folder whose files may configure a run, and those files, in the order in which they are asked. */
export interface Candidates {
  readonly folder: string
  readonly dedicated: readonly string[]
  readonly shared: readonly string[]
  /** Code that is not executed. */
  readonly code: readonly string[]
}

/**
 * The folders from `start` upwards in which a configuration may lie, nearest first; up to the top of the
 * repository or of the file system. Looks at names and bytes only, since nearly every folder has none.
 */
export function* candidates(start: string): Generator<Candidates> {
  for (let folder = start; ; folder = dirname(folder)) {
    const dedicated = [...CONFIG_FILES].filter(name => isFile(folder, name))
    const shared = [...SHARED_FILES].flatMap(([name, bytes]) => (mentions(folder, name, bytes) ? [name] : []))
    const code = CODE_FILES.filter(name => isFile(folder, name))
    if (dedicated.length + shared.length + code.length > 0) yield { folder, dedicated, shared, code }
    const isTop = statOf(join(folder, '.git')) !== undefined
    if (isTop || dirname(folder) === folder) return
  }
}

function isFile(folder: string, name: string): boolean {
  return statOf(join(folder, name))?.isFile() ?? false
}

function mentions(folder: string, name: string, bytes: RegExp): boolean {
  const path = join(folder, name)
  const stat = statOf(path)
  if (!stat?.isFile() || stat.size > MAX_CONFIG_BYTES) return false
  try {
    return bytes.test(readFileSync(path, 'utf8'))
  } catch {
    return false
  }
}
