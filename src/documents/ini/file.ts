import type { Span } from '../../model/document.ts'
import { ParseError } from '../../model/document.ts'
import type { Table } from '../../model/value.ts'
import { table } from '../../model/value.ts'
import type { PhysicalLine } from './python-text.ts'

/**
 * `iniconfig` is what pytest reads its ini files with; `configparser` is Python's RawConfigParser with its
 * defaults, as read by tox, coverage, flake8 and mypy.
 */
export type Dialect = 'iniconfig' | 'configparser'

/** What a reader of either dialect makes of a text: everything with its place in it. */
export interface IniFile {
  readonly dialect: Dialect
  readonly text: string
  readonly lines: readonly IniLine[]
  /** By name, in document order. configparser's [DEFAULT] is one of them and merged into none. */
  readonly sections: ReadonlyMap<string, IniSection>
}

export interface IniLine extends PhysicalLine {
  /** The line without white space around it. */
  readonly content: Span
  readonly part: LinePart
}

export type LinePart =
  | { readonly kind: 'blank' }
  | { readonly kind: 'comment' }
  | { readonly kind: 'header'; readonly section: IniSection; readonly comment: Span | undefined }
  | { readonly kind: 'key'; readonly entry: IniEntry }
  /** `index` counts the lines of the value from 0. */
  | { readonly kind: 'continuation'; readonly entry: IniEntry; readonly index: number }

export interface IniSection {
  readonly name: string
  /** One, but configparser's [DEFAULT] may have several. `name` is the span between the brackets. */
  readonly headers: { readonly line: number; readonly span: Span; readonly name: Span }[]
  readonly entries: Map<string, IniEntry>
}

export interface IniEntry {
  readonly section: IniSection
  readonly key: string
  /** The index of its first line. */
  readonly line: number
  readonly keySpan: Span
  /** The `=` or `:`. */
  readonly separator: Span
  /** The lines of its value; joined by line feeds they are what the reader returns. */
  readonly pieces: Piece[]
}

export interface Piece extends Span {
  readonly line: number
}

/** The value as the real reader returns it. */
export function joinedValue(file: IniFile, entry: IniEntry): string {
  return entry.pieces.map(piece => file.text.slice(piece.start, piece.end)).join('\n')
}

export function rootOf(file: IniFile): Table {
  return table(
    [...file.sections.values()].map(section => [
      section.name,
      table([...section.entries.values()].map(entry => [entry.key, joinedValue(file, entry)])),
    ]),
  )
}

/** The index of the last line of a value, which is the key's own when the value is empty. */
export function lastLineOf(entry: IniEntry): number {
  return entry.pieces.at(-1)?.line ?? entry.line
}

/**
 * Comments below a value that are indented deeper than its key belong to the value (mostly they are lines of
 * it that were commented out). The index of the last one, or of the value's last line when there is none.
 */
export function lastOwnLineOf(file: IniFile, entry: IniEntry): number {
  const depth = indentOf(file, entry.line)
  let last = lastLineOf(entry)
  for (let index = last + 1; index < file.lines.length; index++) {
    const kind = file.lines[index]?.part.kind
    const own = kind === 'comment' && indentOf(file, index) > depth
    if (!own && kind !== 'blank') break
    if (own) last = index
  }
  return last
}

/** The number of white characters before a line's content. */
export function indentOf(file: IniFile, index: number): number {
  const line = file.lines[index]
  return line ? line.content.start - line.start : 0
}

/** Adds a section, or the header to the one that is there. */
export function openSection(
  sections: Map<string, IniSection>,
  name: string,
  header: IniSection['headers'][number],
): IniSection {
  const section: IniSection = sections.get(name) ?? { name, headers: [], entries: new Map() }
  section.headers.push(header)
  sections.set(name, section)
  return section
}

/** An error at a place in a physical line. `index` counts lines from 0. */
export function errorAt(message: string, line: PhysicalLine, index: number, offset = line.start): ParseError {
  return new ParseError(message, index + 1, offset - line.start + 1)
}
