import type { Edit, Refusal, Span } from '../../model/document.ts'
import { nameOfPlace, occurrences } from '../expected.ts'
import { lineEndOf } from '../line-end.ts'
import type { IniEntry, IniFile, Piece } from './file.ts'
import { joinedValue } from './file.ts'
import { removeLines } from './lines.ts'
import { continuationIndent, emptyValue, indentText } from './style.ts'

/**
 * Replaces a value line by line: lines that stay are not touched, so that the comments between them stay
 * where they are. New lines go below the last one, lines that are too many are removed whole.
 */
export function setValue(file: IniFile, entry: IniEntry, value: string): Edit[] | Refusal {
  const lines = value === '' ? [] : value.split('\n')
  const old = entry.pieces.map(piece => file.text.slice(piece.start, piece.end))
  if (movesComment(file, entry, old, lines)) {
    return { refused: `${nameIn(entry)}: a comment inside the value would lose its place` }
  }
  const { kept, tail } = alignment(entry, old, lines)
  const changed = entry.pieces.slice(kept, entry.pieces.length - tail)
  const wanted = lines.slice(kept, lines.length - tail)
  const pairs = Math.min(changed.length, wanted.length)
  return [
    ...changed
      .slice(0, pairs)
      .flatMap((piece, index) => replacePiece(file, entry, piece, wanted[index] ?? '')),
    ...addLines(file, entry, wanted.slice(pairs), kept + pairs - 1),
    ...dropPieces(file, entry, changed.slice(pairs)),
  ]
}

/** Adds text to the last line of a value; an empty value gets it right after the separator. */
export function appendToValue(file: IniFile, entry: IniEntry, text: string): Edit[] | Refusal {
  if (/[\r\n]/.test(text)) return { refused: `${nameIn(entry)}: a line break cannot be appended` }
  const last = entry.pieces.at(-1)
  return last ? [{ start: last.end, end: last.end, text }] : setValue(file, entry, text.trim())
}

/** Replaces the one occurrence of `find`. A line break in the text becomes one with indentation. */
export function spliceValue(file: IniFile, entry: IniEntry, find: string, text: string): Edit[] | Refusal {
  const span = spanOfText(file, entry, find)
  if ('refused' in span) return span
  return [{ ...span, text: text.replaceAll('\n', newLine(file, entry)) }]
}

/** Takes the end of a line of a value out of it and writes it as a comment above the line. */
export function liftComment(file: IniFile, entry: IniEntry, find: string): Edit[] | Refusal {
  const span = spanOfText(file, entry, find)
  if ('refused' in span) return span
  const index = entry.pieces.find(piece => piece.end === span.end)?.line
  const line = index === undefined ? undefined : file.lines[index]
  if (index === undefined || !line || /\n/.test(find))
    return { refused: `${nameIn(entry)}: ${JSON.stringify(find)} does not end a line` }
  const text = indentText(file, index) + find.trim() + lineEndOf(file.text)
  const before = file.text.slice(line.start, span.start)
  return [
    { start: line.start, end: line.start, text },
    { start: line.start + before.trimEnd().length, end: span.end, text: '' },
  ]
}

/** Where the one occurrence of `find` in the joined value is in the text. */
export function spanOfText(file: IniFile, entry: IniEntry, find: string): Span | Refusal {
  const value = joinedValue(file, entry)
  if (occurrences(value, find) !== 1) {
    return { refused: `${nameIn(entry)} does not hold ${JSON.stringify(find)} exactly once` }
  }
  const at = value.indexOf(find)
  return { start: offsetOf(entry, at, 'start'), end: offsetOf(entry, at + find.length, 'end') }
}

function nameIn(entry: IniEntry): string {
  return nameOfPlace([entry.section.name, entry.key])
}

/** Between two lines an offset in the value is the end of one and, a line feed later, the start of the next. */
function offsetOf(entry: IniEntry, offset: number, edge: 'start' | 'end'): number {
  let from = 0
  for (const piece of entry.pieces) {
    const length = piece.end - piece.start
    if (offset <= from + length) return piece.start + offset - from
    from += length + 1
  }
  return entry.pieces.at(-1)?.[edge] ?? entry.separator.end
}

/**
 * How many lines at the top and at the bottom of a value stay as they are. Where the key's own line would
 * have to go, nothing at the bottom is kept: the lines move up instead.
 */
function alignment(
  entry: IniEntry,
  old: readonly string[],
  lines: readonly string[],
): { kept: number; tail: number } {
  const shorter = Math.min(old.length, lines.length)
  let kept = 0
  while (kept < shorter && old[kept] === lines[kept]) kept++
  let tail = 0
  while (tail < shorter - kept && old[old.length - 1 - tail] === lines[lines.length - 1 - tail]) tail++
  const first = entry.pieces[kept]
  const losesKeyLine = first?.line === entry.line && kept + tail === lines.length
  const splitsAtTop = kept === 0 && tail === old.length
  return losesKeyLine || splitsAtTop ? { kept, tail: 0 } : { kept, tail }
}

/**
 * Whether a comment would come to stand above another line. With as many lines as before, each new line takes
 * the place of an old one, and the comment above it stays with it.
 */
function movesComment(
  file: IniFile,
  entry: IniEntry,
  old: readonly string[],
  lines: readonly string[],
): boolean {
  if (old.length === lines.length) return false
  return entry.pieces.some((piece, index) => {
    const above = file.lines.slice((entry.pieces[index - 1]?.line ?? entry.line) + 1, piece.line)
    return old[index] !== lines[index] && above.some(line => line.part.kind === 'comment')
  })
}

/** A blank line in a value has no indentation to keep, and text on it needs some. */
function replacePiece(file: IniFile, entry: IniEntry, piece: Piece, text: string): Edit[] {
  const line = file.lines[piece.line]
  const blank = text === '' || piece.start === piece.end
  if (!line || piece.line === entry.line || !blank) return [{ start: piece.start, end: piece.end, text }]
  const indent = continuationIndent(file, entry, indentText(file, entry.line))
  return [{ start: line.start, end: line.end, text: text && indent + text }]
}

/** Writes lines below the value's line `after`, or into an empty value when that is -1. */
function addLines(file: IniFile, entry: IniEntry, lines: readonly string[], after: number): Edit[] {
  if (lines.length === 0) return []
  const piece = entry.pieces[after]
  const separator = newLine(file, entry)
  if (piece) {
    const end = file.lines[piece.line]?.end ?? piece.end
    return [{ start: end, end, text: lines.map(line => separator + line).join('') }]
  }
  const { at, space } = emptyValue(file, entry)
  if (lines.length === 1 || file.dialect === 'configparser') {
    return [{ start: at, end: at, text: space + lines.join(separator) }]
  }
  const end = entry.separator.end
  return [{ start: end, end, text: lines.map(line => separator + line).join('') }]
}

/** The key's own line stays; of it only the value goes, with the space before it. */
function dropPieces(file: IniFile, entry: IniEntry, pieces: readonly Piece[]): Edit[] {
  const edits: Edit[] = []
  for (const piece of pieces) {
    if (piece.line === entry.line) edits.push({ start: entry.separator.end, end: piece.end, text: '' })
  }
  const lines = pieces.filter(piece => piece.line !== entry.line).map(piece => piece.line)
  return [...edits, ...removeLines(file, lines)]
}

function newLine(file: IniFile, entry: IniEntry): string {
  return lineEndOf(file.text) + continuationIndent(file, entry, indentText(file, entry.line))
}
