import { type Document, type Format, ParseError } from '../model/document.ts'
import type { ReadShell } from '../model/shell.ts'

/** Reads one file. Throws ParseError with line and column. */
export type Read = (path: string, format: Format, text: string) => Document

type Reader = (path: string, text: string) => Document

/** Every reader is a chunk of its own: a repository without Python never pays for a Python parser. */
const LOADERS: Record<Format, () => Promise<Reader>> = {
  ini: async () => (await import('./ini.ts')).parseIni,
  toml: async () => (await import('./toml.ts')).parseToml,
  jsonc: async () => (await import('./jsonc.ts')).parseJsonc,
  yaml: async () => (await import('./yaml.ts')).parseYaml,
  javascript: async () => (await import('./javascript.ts')).parseJavaScript,
  npmrc: async () => (await import('./npmrc.ts')).parseNpmrc,
  lines: async () => (await import('./lines.ts')).parseLines,
  python: async () => (await import('./python.ts')).loadPython(),
}

/** The reader of scripts, which stand inside files of other formats. */
export async function loadShell(): Promise<ReadShell> {
  return (await import('./shell.ts')).loadShell()
}

const loaded = new Map<Format, Reader>()

/** Loads the readers of some formats. The result throws for a format that was not asked for. */
export async function loadReaders(formats: Iterable<Format>): Promise<Read> {
  for (const format of formats) {
    if (!loaded.has(format)) loaded.set(format, await LOADERS[format]())
  }
  return (path, format, text) => {
    const reader = loaded.get(format)
    if (!reader) throw new Error(`the reader of ${format} files was not loaded (for ${path})`)
    if (format !== 'lines') refuseEndless(text)
    return reader(path, text)
  }
}

/** Readers keep some objects for each line and element: so many take a few hundred MiB, and no person wrote them. */
const MOST_PIECES = 200_000

function refuseEndless(text: string): void {
  let pieces = 0
  let lines = 1
  for (const [piece] of text.matchAll(/\r\n|[\n\r,;]/g)) {
    pieces++
    if (piece !== ',' && piece !== ';') lines++
    if (pieces > MOST_PIECES)
      throw new ParseError(`it has more than ${MOST_PIECES} lines and elements`, lines, 1)
  }
}

const FORMATS: readonly [RegExp, Format][] = [
  [/\.toml$/, 'toml'],
  [/\.(json|jsonc|code-workspace)$/, 'jsonc'],
  [/\.ya?ml$/, 'yaml'],
  [/\.(ini|cfg)$/, 'ini'],
  [/\.py$/, 'python'],
  [/(^|\/)\.npmrc$/, 'npmrc'],
  [/\.[cm]?[jt]sx?$/, 'javascript'],
]

/** The format of a file that a fix creates. */
export function formatOfNewFile(path: string): Format {
  return FORMATS.find(([pattern]) => pattern.test(path))?.[1] ?? 'lines'
}
