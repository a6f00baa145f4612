import { basename, dirname, extname, join, relative } from 'node:path'
import { ParseError } from '../../model/document.ts'
import { isTable, table } from '../../model/value.ts'
import { readText } from '../read.ts'
import { MAX_CONFIG_BYTES } from './candidates.ts'
import { ConfigError } from './config-error.ts'
import { withCurrentNames, withFormerNames } from './current-names.ts'
import { type Explorer, explorer, type Readers, type Written } from './explore.ts'
import type { LoadedConfig, LoadOptions } from './load.ts'
import { type Locate, locator, type Position } from './locate.ts'
import { type At, isNotPlain, toPlain } from './plain.ts'
import { resolveConfig } from './resolve.ts'
import { type Complaint, validate } from './validate.ts'

/** The configuration among some files of a folder; undefined when none of them has one after all. */
export async function readConfigIn(
  folder: string,
  names: readonly string[],
  options: LoadOptions,
): Promise<LoadedConfig | undefined> {
  const texts = new Map(names.map(name => [join(folder, name), textOf(join(folder, name), options)]))
  const explored = explorer(names, await readersFor(names))
  const found = namingFile(join(folder, names[0] ?? ''), options, () => explored.search(folder))
  if (!found) return undefined
  refuseSecond(found, folder, { names, explored, options })
  return check(found, texts.get(found.file) ?? '', options)
}

/** A configuration file that was named. */
export async function readConfigFile(file: string, options: LoadOptions): Promise<LoadedConfig> {
  const text = textOf(file, options)
  const explored = explorer([basename(file)], await readersFor([file]))
  const found = namingFile(file, options, () => explored.load(file))
  if (!found) throw complain(file, options, 'holds no configuration of memlint')
  return check(found, text, options)
}

/** Loads only what the files need. */
async function readersFor(names: readonly string[]): Promise<Readers> {
  const extensions = names.map(name => extname(name))
  const jsonc = extensions.includes('.json') ? await import('../../documents/jsonc.ts') : undefined
  const toml = extensions.includes('.toml') ? await import('../../documents/toml.ts') : undefined
  return {
    json: (path, text) => jsonc?.parseJsonc(path, text).get([]),
    toml: (path, text) => toml?.parseToml(path, text).get([]),
  }
}

function textOf(file: string, options: LoadOptions): string {
  const result = readText(file, MAX_CONFIG_BYTES)
  switch (result.kind) {
    case 'text':
      return result.text
    case 'malformed':
      throw new ConfigError([
        { file: shown(file, options), ...placeOf(result.error), message: result.error.message },
      ])
    case 'too-large':
      throw complain(file, options, 'is larger than 1 MiB')
    case 'unreadable':
      throw complain(file, options, `cannot be read (${result.code})`)
    case 'missing':
      throw complain(file, options, 'does not exist')
  }
}

/** Two configurations in one folder: whichever wins, somebody believes the other. */
function refuseSecond(
  found: Written,
  folder: string,
  { names, explored, options }: { names: readonly string[]; explored: Explorer; options: LoadOptions },
): void {
  for (const name of names) {
    const file = join(folder, name)
    if (file === found.file || !namingFile(file, options, () => explored.load(file))) continue
    throw complain(
      file,
      options,
      `is a second configuration beside ${basename(found.file)}; keep one of them`,
    )
  }
}

async function check({ file, data }: Written, text: string, options: LoadOptions): Promise<LoadedConfig> {
  const locate = await locator(file, text)
  const source = shown(file, options)
  const fail = (complaints: readonly Complaint[]) =>
    new ConfigError(
      complaints
        .map(({ at, message }) => ({ file: source, ...locate(at), message: sentence(at, message) }))
        .sort(inOrder),
    )
  const plain = plainOf(data, fail)
  const written = validate(plain)
  if (Array.isArray(written)) throw fail(written)
  const where = whereIn(source, locate)
  const { current, notes } = withCurrentNames(written, options.known, where)
  const config = resolveConfig(current, { known: withFormerNames(options.known), source, where })
  if (Array.isArray(config)) throw fail(config)
  return {
    config,
    file,
    folder: dirname(file),
    written: new Set(isTable(plain) ? Object.keys(plain) : []),
    where,
    notes,
  }
}

function inOrder(a: Partial<Position>, b: Partial<Position>): number {
  return (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0)
}

function plainOf(data: unknown, fail: (complaints: readonly Complaint[]) => ConfigError) {
  try {
    // An empty file configures nothing, and makes its folder a project.
    return data === undefined || data === null ? table() : toPlain(data)
  } catch (error) {
    if (isNotPlain(error)) throw fail([error])
    throw error
  }
}

function sentence(at: At, message: string): string {
  const path = at
    .map((step, index) => (typeof step === 'number' ? `[${step}]` : keyText(step, index)))
    .join('')
  return `${path === '' ? 'the configuration' : path} ${message}`
}

function keyText(key: string, index: number): string {
  if (!/^[\w$-]+$/.test(key)) return `[${JSON.stringify(key)}]`
  return index === 0 ? key : `.${key}`
}

function whereIn(source: string, locate: Locate): LoadedConfig['where'] {
  return at => {
    const position = locate(at)
    return position ? `${source}:${position.line}` : source
  }
}

/** Runs a reader of cosmiconfig and says of its errors which file and line they are about. */
function namingFile<T>(guess: string, options: LoadOptions, read: () => T): T {
  try {
    return read()
  } catch (error) {
    if (!(error instanceof Error)) throw error
    const file = 'filepath' in error && typeof error.filepath === 'string' ? error.filepath : guess
    throw new ConfigError([{ file: shown(file, options), ...placeOf(error), message: plainMessage(error) }])
  }
}

/** The reader's own words, without the path and the frame that cosmiconfig puts around YAML's. */
function plainMessage(error: Error): string {
  if (error instanceof RangeError) return 'is nested too deeply'
  if ('reason' in error && typeof error.reason === 'string') return error.reason
  return error.message.split('\n')[0] ?? ''
}

function placeOf(error: Error): { line: number; column: number } | object {
  if (error instanceof ParseError) return { line: error.line, column: error.column }
  if (!('mark' in error) || !isMark(error.mark)) return {}
  return { line: error.mark.line + 1, column: error.mark.column + 1 }
}

function isMark(mark: unknown): mark is { line: number; column: number } {
  return typeof mark === 'object' && mark !== null && 'line' in mark && 'column' in mark
}

function complain(file: string, options: LoadOptions, message: string): ConfigError {
  return new ConfigError([{ file: shown(file, options), message }])
}

/** Files are called as seen from the folder where the search began. */
function shown(file: string, { start }: LoadOptions): string {
  return relative(start, file).replaceAll('\\', '/') || file
}
