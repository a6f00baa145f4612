import type { Edit, Refusal, Span } from '../../model/document.ts'
import { isRefusal } from '../../model/document.ts'
import { occurrences } from '../expected.ts'
import { readSyntax, type Scalar } from './syntax.ts'
import { escaped, hasLoneSurrogate } from './write.ts'

/** The span of the one occurrence of `find` in a string as it is written. */
export function spanInString(text: string, scalar: Scalar, find: string): Span | Refusal {
  const { value } = scalar
  if (typeof value !== 'string') return { refused: 'it is not a string' }
  if (occurrences(value, find) !== 1)
    return { refused: `it does not hold ${JSON.stringify(find)} exactly once` }
  const start = value.indexOf(find)
  return spanOfPart(text, scalar, start, start + find.length)
}

/** Replaces a part of a string, found by its text, or adds to its end where `find` is undefined. */
export function changeString(
  text: string,
  scalar: Scalar,
  find: string | undefined,
  added: string,
): Edit | Refusal {
  const { value } = scalar
  if (typeof value !== 'string') return { refused: 'it is not a string' }
  if (hasLoneSurrogate(added)) return { refused: 'the text holds half a character' }
  const span =
    find === undefined
      ? spanOfPart(text, scalar, value.length, value.length)
      : spanInString(text, scalar, find)
  if (isRefusal(span)) return span
  const start = find === undefined ? value.length : value.indexOf(find)
  const wanted = value.slice(0, start) + added + value.slice(start + (find?.length ?? 0))
  const isLiteral = text[scalar.span.start] === "'"
  const edit = { ...span, text: isLiteral ? added : escaped(added) }
  const raw = text.slice(scalar.span.start, edit.start) + edit.text + text.slice(edit.end, scalar.span.end)
  return readBack(raw) === wanted ? edit : { refused: 'a string in this style cannot hold the text' }
}

function readBack(raw: string): unknown {
  try {
    const item = readSyntax(`x = ${raw}`).sections[0]?.entries[0]?.item
    return item?.kind === 'scalar' ? item.value : undefined
  } catch {
    return undefined
  }
}

/** From offsets into the value to offsets into the file. */
function spanOfPart(text: string, scalar: Scalar, start: number, end: number): Span | Refusal {
  const raw = text.slice(scalar.span.start, scalar.span.end)
  const pieces = piecesOf(raw)
  if (pieces.map(piece => piece.value).join('') !== scalar.value)
    return { refused: 'its escapes are not understood' }
  const behind = { start: raw.length - quotesOf(raw).length, end: raw.length - quotesOf(raw).length }
  let from: number | undefined
  let to: number | undefined
  let at = 0
  for (const piece of [...pieces, { ...behind, value: '' }]) {
    if (at === start && (piece.value !== '' || piece.start === behind.start)) from ??= piece.start
    at += piece.value.length
    if (at === end && piece.value !== '') to = piece.end
  }
  if (start === end) to = from
  if (from === undefined || to === undefined) return { refused: 'the place is inside an escape' }
  return { start: scalar.span.start + from, end: scalar.span.start + to }
}

interface Piece extends Span {
  readonly value: string
}

/** The characters of a string as written: each with what it stands for. Offsets count from the opening quote. */
function piecesOf(raw: string): readonly Piece[] {
  const quotes = quotesOf(raw)
  const end = raw.length - quotes.length
  const next = quotes.startsWith("'")
    ? /\r\n|[\s\S]/y
    : /\\[ \t]*\r?\n[ \t\r\n]*|\\u[\s\S]{4}|\\U[\s\S]{8}|\\x[\s\S]{2}|\\[\s\S]|\r\n|[\s\S]/y
  const pieces: Piece[] = []
  let at = quotes.length
  if (quotes.length === 3) at += /^\r?\n/.exec(raw.slice(at))?.[0].length ?? 0
  while (at < end) {
    next.lastIndex = at
    const written = next.exec(raw)?.[0] ?? ''
    const value = quotes.startsWith("'") ? written.replace('\r\n', '\n') : meaning(written)
    pieces.push({ start: at, end: at + written.length, value })
    at += written.length
  }
  return pieces
}

const MEANINGS = new Map(
  Object.entries({ b: '\b', t: '\t', n: '\n', f: '\f', r: '\r', e: '\u001b', '"': '"', '\\': '\\' }),
)

function meaning(written: string): string {
  if (written === '\r\n') return '\n'
  if (!written.startsWith('\\')) return written
  if (/^\\\s/.test(written)) return ''
  const code = /^\\[uUx]([\da-fA-F]+)$/.exec(written)?.[1]
  return code === undefined
    ? (MEANINGS.get(written.slice(1)) ?? written)
    : String.fromCodePoint(Number.parseInt(code, 16))
}

function quotesOf(raw: string): string {
  return /^("""|'''|.)/.exec(raw)?.[0] ?? ''
}
