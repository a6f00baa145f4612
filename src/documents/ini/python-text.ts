import type { Span } from '../../model/document.ts'

/**
 * Text as Python sees it: JavaScript's `trim` and `\s` count the byte order mark as white and leave out
 * U+001C to U+001F and U+0085, and its strings know fewer line ends than `str.splitlines`.
 */
const SPACES = new Set(
  '\t\n\v\f\r\x1c\x1d\x1e\x1f \x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a' +
    '\u2028\u2029\u202f\u205f\u3000',
)

/** The line ends of a file that Python opened as text. */
export const FILE_LINE_ENDS: ReadonlySet<string> = new Set('\r\n')

/** The line ends of `str.splitlines`. */
export const STRING_LINE_ENDS: ReadonlySet<string> = new Set('\r\n\v\f\x1c\x1d\x1e\x85\u2028\u2029')

/** Content is `start` to `end`; `next` is where the next line starts. */
export interface PhysicalLine extends Span {
  readonly next: number
}

/** The lines of a text from an offset on. A line end at the very end starts no further line. */
export function physicalLines(text: string, from: number, lineEnds: ReadonlySet<string>): PhysicalLine[] {
  const lines: PhysicalLine[] = []
  let start = from
  for (let at = from; at < text.length; at++) {
    if (!lineEnds.has(text.charAt(at))) continue
    const next = text.startsWith('\r\n', at) ? at + 2 : at + 1
    lines.push({ start, end: at, next })
    start = next
    at = next - 1
  }
  if (start < text.length) lines.push({ start, end: text.length, next: text.length })
  return lines
}

/** The part between white space, like `str.strip()`. Of nothing but white space, the empty span at its end. */
export function stripped(text: string, { start, end }: Span): Span {
  let first = start
  let last = end
  while (first < last && SPACES.has(text.charAt(first))) first++
  while (last > first && SPACES.has(text.charAt(last - 1))) last--
  return { start: first, end: last }
}

/** A string as Python's `repr` writes it, for messages with the wording of Python's own readers. */
export function repr(text: string): string {
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'"
  const escaped = text.replace(/\\|[\p{C}\p{Z}]|['"]/gu, char => {
    if (char === ' ' || ((char === '"' || char === "'") && char !== quote)) return char
    return ESCAPES[char] ?? (char === quote ? `\\${char}` : codeEscape(char))
  })
  return quote + escaped + quote
}

const ESCAPES: Readonly<Record<string, string>> = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' }

function codeEscape(char: string): string {
  const hex = (char.codePointAt(0) ?? 0).toString(16)
  if (hex.length <= 2) return `\\x${hex.padStart(2, '0')}`
  return hex.length <= 4 ? `\\u${hex.padStart(4, '0')}` : `\\U${hex.padStart(8, '0')}`
}
