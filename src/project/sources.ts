import { resolve } from 'node:path'
import { MiB } from '../model/bytes.ts'
import { type Document, type Format, ParseError } from '../model/document.ts'
import type { Sources } from '../model/ecosystem.ts'
import type { ReadShell, ShellScript } from '../model/shell.ts'
import { MAX_BYTES, MAX_LOCK_BYTES, type ReadResult, readText } from './read.ts'

export interface SourcesOptions {
  /** Paths relative to the root, with forward slashes. */
  readonly files: readonly string[]
  /** Called at most once for each file, when its text is first wanted. */
  read(path: string): ReadResult
  /** Whether it is enough that a file is there: it has no text then. None when absent. */
  isListed?(path: string): boolean
  /** The format in which a file is parsed; undefined when nobody wants it parsed. */
  formatOf(path: string): Format | undefined
  /** Throws ParseError. */
  parse(path: string, format: Format, text: string): Document
  /** Reads scripts; absent where there is nothing to read. */
  readonly readShell?: (script: string) => ShellScript | undefined
  isIgnored(path: string): boolean
}

/** The files of a project, read and parsed on demand and at most once. */
export interface ProjectSources extends Sources {
  /** Files that were asked for and are not what their names say: no UTF-8, or no valid text of their format. */
  readonly errors: ReadonlyMap<string, ParseError>
  /** What was left out, in words. */
  readonly notes: readonly string[]
  /** Files that could not be read although they are there. */
  readonly failures: readonly string[]
  /** The texts that were read so far, by path: what is on disk unless somebody changed it since. */
  readonly read: ReadonlyMap<string, string>
  /**
   * The same files with some texts changed, added or (undefined) removed. What is unchanged is shared: a
   * document parsed through one is parsed for both.
   */
  withTexts(changes: ReadonlyMap<string, string | undefined>): ProjectSources
}

/** What package managers write down. */
const LOCK = /\.lock$|(^|\/)(package-lock\.json|npm-shrinkwrap\.json|pnpm-lock\.yaml)$/

/** How to read the files below a root. */
export function reader(root: string): SourcesOptions['read'] {
  return path => readText(resolve(root, path), LOCK.test(path) ? MAX_LOCK_BYTES : MAX_BYTES)
}

export function makeSources(options: SourcesOptions): ProjectSources {
  const entries = new Map(options.files.map(path => [path, entryOf(path, options)]))
  return sourcesOf(entries, [...options.files].sort(), options)
}

function sourcesOf(
  entries: ReadonlyMap<string, Entry>,
  paths: readonly string[],
  options: SourcesOptions,
): ProjectSources {
  const matches = new Map<string, readonly string[]>()
  const readScript = scriptsOf(options)
  return {
    paths,
    matching(pattern) {
      const known = matches.get(String(pattern))
      if (known) return known
      const found = paths.filter(path => pattern.test(path))
      matches.set(String(pattern), found)
      return found
    },
    has: path => entries.has(path),
    text: path => entries.get(path)?.text(),
    document: path => entries.get(path)?.document(),
    script: text => readScript(text),
    isIgnored: path => options.isIgnored(path),
    get errors() {
      return collect(entries, entry => entry.error())
    },
    get read() {
      return collect(entries, entry => entry.textSoFar())
    },
    get notes() {
      return [...collect(entries, entry => entry.note()).values()]
    },
    get failures() {
      return [...collect(entries, entry => entry.failure()).values()]
    },
    withTexts(changes) {
      const changed = new Map(entries)
      for (const [path, text] of changes) {
        if (text === undefined) changed.delete(path)
        else changed.set(path, entryOf(path, { ...options, read: () => ({ kind: 'text', text }) }))
      }
      const samePaths = changed.size === entries.size && [...changes.keys()].every(path => entries.has(path))
      return sourcesOf(changed, samePaths ? paths : [...changed.keys()].sort(), options)
    },
  }
}

/** Several ecosystems look at the same scripts: each is read once. */
function scriptsOf({ readShell }: SourcesOptions): ReadShell {
  const known = new Map<string, ShellScript>()
  return text => {
    const script = known.get(text) ?? readShell?.(text) ?? NO_SCRIPT
    known.set(text, script)
    return script
  }
}

const NO_SCRIPT: ShellScript = { commands: [], variables: [] }

function collect<T>(
  entries: ReadonlyMap<string, Entry>,
  pick: (entry: Entry) => T | undefined,
): Map<string, T> {
  const picked = new Map<string, T>()
  for (const [path, entry] of entries) {
    const value = pick(entry)
    if (value !== undefined) picked.set(path, value)
  }
  return picked
}

/** One file. Everything is worked out on first use and then kept. */
interface Entry {
  text(): string | undefined
  document(): Document | undefined
  textSoFar(): string | undefined
  error(): ParseError | undefined
  note(): string | undefined
  failure(): string | undefined
}

function entryOf(path: string, options: SourcesOptions): Entry {
  let result: ReadResult | undefined
  let listed: boolean | undefined
  let parsed: { document?: Document; error?: ParseError } | undefined

  function read(): ReadResult {
    result ??= options.read(path)
    return result
  }
  function text(): string | undefined {
    listed ??= options.isListed?.(path) ?? false
    if (listed) return undefined
    const got = read()
    return got.kind === 'text' ? got.text : undefined
  }
  function parse(): { document?: Document; error?: ParseError } {
    const content = text()
    const format = content === undefined ? undefined : options.formatOf(path)
    if (content === undefined || format === undefined) return {}
    try {
      return { document: options.parse(path, format, content) }
    } catch (error) {
      return { error: asParseError(error) }
    }
  }

  return {
    text,
    document() {
      parsed ??= parse()
      return parsed.document
    },
    textSoFar: () => (result?.kind === 'text' ? result.text : undefined),
    error: () => (result?.kind === 'malformed' ? result.error : parsed?.error),
    note: () => noteOf(path, result),
    failure: () => (result?.kind === 'unreadable' ? `${path} cannot be read (${result.code})` : undefined),
  }
}

function noteOf(path: string, result: ReadResult | undefined): string | undefined {
  if (result?.kind === 'too-large') return `${path} is left out: it is larger than ${result.limit / MiB} MiB`
  if (result?.kind === 'missing') return `${path} is left out: it is no longer there`
  return undefined
}

/** A file nested so deeply that a reader runs out of stack is bad input; anything else is a bug and is thrown. */
function asParseError(error: unknown): ParseError {
  if (error instanceof ParseError) return error
  if (error instanceof RangeError) return new ParseError('it is nested too deeply', 1, 1)
  throw error
}
