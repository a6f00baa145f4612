import { basename, extname } from 'node:path'
import type { Document } from '../../model/document.ts'
import { isTable, valueAt } from '../../model/value.ts'
import { tomlPlaces } from './explore.ts'
import type { At } from './plain.ts'

/** 1-based; the column is missing where a format's reader gives none. */
export interface Position {
  readonly line: number
  readonly column?: number
}

/** Where the places of a configuration are in its file. */
export type Locate = (at: At) => Position | undefined

/** Loads the reader of a file's format. Only for messages: a place that is not found has no position. */
export async function locator(file: string, text: string): Promise<Locate> {
  const extension = extname(file)
  if (extension === '.json') {
    const { parseJsonc } = await import('../../documents/jsonc.ts')
    return inDocument(
      () => parseJsonc(file, text),
      () => (basename(file) === 'package.json' ? ['memlint'] : []),
    )
  }
  if (extension === '.toml') {
    const { parseToml } = await import('../../documents/toml.ts')
    return inDocument(
      () => parseToml(file, text),
      document => tomlPlaces(file).find(at => isTable(valueAt(document.get([]), at))) ?? [],
    )
  }
  return at => inYaml(text, at)
}

function inDocument(parse: () => Document, prefixOf: (document: Document) => At): Locate {
  return at => {
    try {
      const document = parse()
      const prefix = prefixOf(document)
      // What is missing has no place of its own: the nearest thing around it has.
      for (let length = at.length; length >= 0; length--) {
        const place = [...prefix, ...at.slice(0, length)]
        const span = document.keySpan(place) ?? document.span(place)
        if (span) return positionOf(document.text, span.start)
      }
    } catch {
      // A file that does not parse was reported as such.
    }
    return undefined
  }
}

export function positionOf(text: string, offset: number): Position {
  const lines = text.slice(0, offset).split(/\r\n|\n|\r/)
  return { line: lines.length, column: (lines.at(-1) ?? '').replace(/^\uFEFF/, '').length + 1 }
}

/** Follows keys and list items down the lines of block-style YAML; where another style begins the search ends. */
function inYaml(text: string, at: At): Position | undefined {
  const lines = text.split(/\r\n|\n|\r/)
  let found: { line: number; indent: number } | undefined
  let from = 0
  for (const step of at) {
    const next = typeof step === 'number' ? itemFrom(lines, from, step) : keyFrom(lines, from, step)
    if (!next || (typeof step === 'string' && found && next.indent <= found.indent)) break
    found = next
    from = typeof step === 'number' ? next.line : next.line + 1
  }
  return found && { line: found.line + 1, column: found.indent + 1 }
}

/** A line of which no key is looked for: the pattern takes cubic time on long blanks. */
const LONGEST_KEY = 500

function keyFrom(lines: readonly string[], from: number, name: string) {
  for (let line = from; line < lines.length; line++) {
    if ((lines[line]?.length ?? 0) > LONGEST_KEY) continue
    const match = /^(\uFEFF?[ -]*)(?:"([^"]*)"|'([^']*)'|([^\s"'#][^:#]*?))\s*:(?:\s|$)/.exec(
      lines[line] ?? '',
    )
    if (match && (match[2] ?? match[3] ?? match[4]) === name) return { line, indent: match[1]?.length ?? 0 }
  }
  return undefined
}

function itemFrom(lines: readonly string[], from: number, wanted: number) {
  let index = -1
  let indent: number | undefined
  for (let line = from; line < lines.length; line++) {
    const match = /^( *)(- |[^\s#])/.exec(lines[line] ?? '')
    if (!match) continue
    const [, spaces = '', mark] = match
    indent ??= spaces.length
    if (spaces.length < indent || (spaces.length === indent && mark !== '- ')) return undefined
    if (spaces.length === indent && ++index === wanted) return { line, indent }
  }
  return undefined
}
