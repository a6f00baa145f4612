import type { Span } from '../../../src/model/document.ts'
import { type FileOp, splice } from '../../../src/model/fix.ts'
import type { Setting } from '../../../src/model/setting.ts'
import type { PlacedScript } from './places.ts'

/** A part of a string of the repository that a fix can change. */
export interface Piece extends Setting<string> {
  /** The piece, with as much around it as tells it from others like it. */
  readonly part: string
  readonly piece: { readonly text: string; readonly from: number }
}

/** A span of a string of the repository. */
export interface PlacedSpan extends Span {
  readonly of: Setting<string>
}

/** Where a piece of a script stands: of several lines that each have a place, what follows on another line is left out. */
export function spanOfScript(
  { written, lineAt }: Pick<PlacedScript, 'written' | 'lineAt'>,
  { start, end }: Span,
): PlacedSpan {
  const line = lineAt?.(start)
  if (!line) return { of: written, start, end }
  const before = written.value.slice(0, start)
  const column = before.length - (before.lastIndexOf('\n') + 1)
  return { of: line, start: column, end: Math.min(line.value.length, column + end - start) }
}

/** The piece of a script between two offsets of its text. */
export function pieceOfScript(script: Pick<PlacedScript, 'written' | 'lineAt'>, span: Span): Piece {
  const { of, ...place } = spanOfScript(script, span)
  return pieceOf(of, place)
}

/** The piece of a string between two of its offsets. */
export function pieceOf(written: Setting<string>, { start, end: wanted }: Span): Piece {
  const { value } = written
  const lineEnd = value.indexOf('\n', start)
  const end = lineEnd === -1 ? wanted : Math.min(lineEnd, wanted)
  const text = value.slice(start, end)
  let [left, right] = [start, end]
  // Whole lines only: in a file, what a line break is followed by is another matter at the end of a text.
  const last = Math.max(end, value.trimEnd().length)
  while (isRepeated(value, value.slice(left, right)) || value[right - 1] === '\n') {
    if (right - left > LONGEST) break
    if (right < last) right++
    else if (left > 0) left--
    else break
  }
  return { ...written, part: value.slice(left, right), piece: { text, from: start - left } }
}

/** In characters: what repeats itself for longer, nobody has written. */
const LONGEST = 1000

/** The first thing in a piece that matches, as a piece of its own. */
export function pieceIn(whole: Piece, pattern: RegExp): Piece | undefined {
  const { part, piece, value } = whole
  const found = pattern.exec(piece.text)
  if (!found) return undefined
  const start = value.indexOf(part) + piece.from + found.index
  return pieceOf(whole, { start, end: start + found[0].length })
}

/** Other text for a piece; everything around it stays. */
export function rewritePiece(old: Piece, text: string): FileOp {
  return splice(old, old.part, replacePiece(old, text))
}

/** What is left of its `part` when other text stands in its place. */
export function replacePiece({ part, piece }: Piece, text: string): string {
  return part.slice(0, piece.from) + text + part.slice(piece.from + piece.text.length)
}

function isRepeated(text: string, part: string): boolean {
  const first = text.indexOf(part)
  return first !== -1 && text.indexOf(part, first + 1) !== -1
}
