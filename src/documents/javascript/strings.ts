import type { Span } from '../../model/document.ts'
import { occurrences } from '../expected.ts'

/** A string literal whose characters can be found one by one in the text. */
export interface StringLiteral extends Span {
  readonly value: string
}

/** Where `find` stands inside a literal; undefined unless it occurs exactly once and is written without escapes before. */
export function spanInString(text: string, literal: StringLiteral, find: string): Span | undefined {
  if (occurrences(literal.value, find) !== 1) return undefined
  const written = text.slice(literal.start + 1, literal.end - 1)
  // With an escape somewhere, positions in the value are not those in the text.
  if (written !== literal.value) return undefined
  const start = literal.start + 1 + literal.value.indexOf(find)
  return { start, end: start + find.length }
}

/** Text as it stands inside a literal with a certain quote. */
export function contentOf(text: string, quote: string): string {
  const content = JSON.stringify(text).slice(1, -1)
  if (quote === '"') return content
  const free = content.replaceAll('\\"', '"').replaceAll(quote, `\\${quote}`)
  return quote === '`' ? free.replaceAll('${', '\\${') : free
}
