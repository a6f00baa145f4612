import type { Edit, Refusal, Span } from '../../model/document.ts'
import { occurrences } from '../expected.ts'
import { indentAt, lineStart } from '../line-text.ts'
import type { File } from './file.ts'
import type { Scalar } from './tree.ts'
import { escaped } from './write.ts'

/** Where `find` stands inside a string, as written; undefined unless it is there exactly once. */
export function spanInString({ text, eol }: File, node: Scalar, find: string): Span | undefined {
  if (typeof node.value !== 'string' || occurrences(node.value, find) !== 1) return undefined
  const body = bodyOf(text, node)
  const written = asWritten(find, node, eol, lineIndent(text, node))
  const source = text.slice(body.start, body.end)
  if (occurrences(source, written) !== 1) return undefined
  const start = body.start + source.indexOf(written)
  return { start, end: start + written.length }
}

/** Puts text into a string in the way in which the string is written. */
export function changeString(
  file: File,
  node: Scalar,
  find: string | undefined,
  content: string,
): Edit | Refusal {
  const body = bodyOf(file.text, node)
  const span = find === undefined ? { start: body.end, end: body.end } : spanInString(file, node, find)
  if (!span) return { refused: `${find} cannot be found exactly once in what is written` }
  return { ...span, text: asWritten(content, node, file.eol, lineIndent(file.text, node)) }
}

/** Between the quotes; below the line that begins a block of text. */
function bodyOf(text: string, { style, start, end }: Scalar): Span {
  if (style === 'single' || style === 'double') return { start: start + 1, end: end - 1 }
  if (style !== 'block') return { start, end }
  const header = text.indexOf('\n', start)
  return { start: header === -1 || header > end ? end : header + 1, end }
}

/** The indentation of the last line of a block of text, which is that of the others where one can be added. */
function lineIndent(text: string, { style, end }: Scalar): string {
  const start = lineStart(text, end)
  return style === 'block' ? indentAt(text, start + text.slice(start).search(/[^ ]/)) : ''
}

function asWritten(content: string, { style }: Scalar, eol: string, indent: string): string {
  if (style === 'single') return content.replaceAll("'", "''")
  if (style === 'double') return escaped(content)
  return style === 'block' ? content.replaceAll('\n', eol + indent) : content
}
