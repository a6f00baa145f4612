import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { statOf } from '../paths.ts'

/** Files that hold nothing but memlint's configuration. */
export const CONFIG_FILES: ReadonlySet<string> = new Set([
  'memlint.config.json',
  'memlint.config.yaml',
  'memlint.config.yml',
  '.memlintrc',
  '.memlintrc.json',
  '.memlintrc.yaml',
  '.memlintrc.yml',
])

/** Files of other tools that may hold a part for memlint, and how to tell without a parser. */
const SHARED_FILES: ReadonlyMap<string, (text: string) => boolean> = new Map([
  ['package.json', hasJsonPart],
  [
    'pyproject.toml',
    text =>
      /^[ \t]*(\[[ \t]*)?(["']?tool["']?[ \t]*\.[ \t]*)?["']?memlint["']?[ \t]*(\.|]|=[^=])/m.test(text),
  ],
  ['Cargo.toml', text => ['metadata', 'memlint'].every(word => withoutTomlComments(text).includes(word))],
])

/** Names that people used to other tools would try; they are code, and memlint executes nothing. */
const CODE_FILES = ['js', 'cjs', 'mjs', 'ts', 'cts', 'mts'].map(extension => `memlint.config.${extension}`)

/** More than this in a configuration, or in a manifest that is asked for one, was not written by a person. */
export const MAX_CONFIG_BYTES = 1024 * 1024

/** A folder whose files may configure a run. */
export interface Candidates {
  readonly folder: string
  /** Names, those that hold nothing else first. */
  readonly files: readonly string[]
  /** Names of code that is not executed. */
  readonly code: readonly string[]
}

/**
 * The folders from `start` upwards in which a configuration lies, nearest first; up to the top of the
 * repository or of the file system. Looks at names and bytes only, since most folders have none.
 */
export function* candidates(start: string): Generator<Candidates> {
  for (let folder = start; ; folder = dirname(folder)) {
    const dedicated = [...CONFIG_FILES].filter(name => isFile(folder, name))
    const shared = [...SHARED_FILES].flatMap(([name, hasPart]) =>
      holds(folder, name, hasPart) ? [name] : [],
    )
    const code = CODE_FILES.filter(name => isFile(folder, name))
    const files = [...dedicated, ...shared]
    if (files.length + code.length > 0) yield { folder, files, code }
    if (statOf(join(folder, '.git')) || dirname(folder) === folder) return
  }
}

/** Whether a file, of a folder that is there, configures memlint. A folder with such a file is a project of its own. */
export function isConfiguration(folder: string, name: string): boolean {
  if (CONFIG_FILES.has(name)) return true
  const hasPart = SHARED_FILES.get(name)
  return hasPart !== undefined && holds(folder, name, hasPart)
}

/** The nearest folder upwards that has a configuration, or undefined. */
export function configFolderOf(start: string): string | undefined {
  for (const { folder, files } of candidates(start)) if (files.length > 0) return folder
  return undefined
}

/** A hash inside a string cuts that line short, which nobody has a table's name on. */
function withoutTomlComments(text: string): string {
  return text.replace(/#.*/g, '')
}

function isFile(folder: string, name: string): boolean {
  return statOf(join(folder, name))?.isFile() ?? false
}

function holds(folder: string, name: string, hasPart: (text: string) => boolean): boolean {
  const path = join(folder, name)
  const stat = statOf(path)
  if (!stat?.isFile() || stat.size > MAX_CONFIG_BYTES) return false
  try {
    return hasPart(readFileSync(path, 'utf8'))
  } catch {
    return false
  }
}

/** A dependency called memlint is no configuration. */
function hasJsonPart(text: string): boolean {
  if (!/"memlint"\s*:/.test(text)) return false
  try {
    const data: unknown = JSON.parse(text.replace(/^\uFEFF/, ''))
    return typeof data === 'object' && data !== null && Object.hasOwn(data, 'memlint')
  } catch {
    return /^[ \t]*"memlint"[ \t]*:[ \t]*\{/m.test(text)
  }
}
