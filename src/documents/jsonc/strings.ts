import type { Span } from '../../model/document.ts'
import { occurrences } from '../expected.ts'

/** Where `find` stands inside a string literal, as written; undefined unless it occurs exactly once. */
export function spanInString(text: string, literal: Span, value: string, find: string): Span | undefined {
  if (occurrences(value, find) !== 1) return undefined
  const at = value.indexOf(find)
  const offsets = unitOffsets(text, literal)
  const start = offsets[at]
  const end = offsets[at + find.length]
  return start === undefined || end === undefined ? undefined : { start, end }
}

/** A string's content with everything escaped that JSON wants escaped, without its quotes. */
export function escaped(content: string): string {
  return JSON.stringify(content).slice(1, -1)
}

/** The offset at which each UTF-16 unit of the value is written, and that of the closing quote. */
function unitOffsets(text: string, literal: Span): readonly number[] {
  const offsets: number[] = []
  let at = literal.start + 1
  while (at < literal.end - 1) {
    offsets.push(at)
    if (text[at] !== '\\') at += 1
    else at += text[at + 1] === 'u' ? 6 : 2
  }
  offsets.push(at)
  return offsets
}
