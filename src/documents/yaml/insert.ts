import type { Comments, Edit, Refusal } from '../../model/document.ts'
import { isRefusal } from '../../model/document.ts'
import { type Place, table, type Value } from '../../model/value.ts'
import { nameOfPlace } from '../expected.ts'
import { hasLineBreak, indentAt, lineStart } from '../line-text.ts'
import { BLANK_LINE, endWithComment, hasComment, isInside } from './comments.ts'
import type { File } from './file.ts'
import { columnIndent } from './layout.ts'
import { type Container, type Item, isContainer, itemAt } from './tree.ts'
import { behindColon, behindDash, blockLines, inline, string } from './write.ts'

/** Adds a key or an element, with everything above it that is not there yet. */
export function insertAt(file: File, at: Place, value: Value, comments?: Comments): Edit[] | Refusal {
  if (at.length === 0) return { refused: 'a whole file cannot be inserted' }
  if (comments?.inside) return { refused: 'comments inside a new value cannot be placed' }
  const bad = commentLines(comments).find(line => !/^#[^\r\n]*$/.test(line))
  if (bad !== undefined) return { refused: `${bad} is not a comment in YAML` }
  const depth = at.findLastIndex((_, index) => itemAt(file.tree, at.slice(0, index)))
  const item = itemAt(file.tree, at.slice(0, depth))
  if (!item) return { refused: 'there is no document to add to' }
  const { node } = item
  if (node.kind === 'alias') return { refused: `${nameOfPlace(item.at)} is an alias: ${node.written}` }
  if (depth === 0 && node.kind === 'scalar' && node.style === 'absent')
    return intoNothing(file, at, value, comments)
  if (!isContainer(node)) return { refused: `${nameOfPlace(at.slice(0, depth))} holds a single value` }
  const step = at[depth]
  if (step === undefined || (node.kind === 'seq' ? step !== node.items.length : typeof step !== 'string')) {
    return { refused: `${nameOfPlace(at.slice(0, depth + 1))} cannot be added there` }
  }
  const whole = wrap(at.slice(depth + 1), value)
  if (isRefusal(whole)) return whole
  const addition = { file, container: node, step, value: whole, comments }
  return node.flow ? intoFlow(addition) : intoBlock(addition)
}

interface Addition {
  readonly file: File
  readonly container: Container
  readonly step: string | number
  readonly value: Value
  readonly comments: Comments | undefined
}

/** The value with new tables and lists around it. */
function wrap(steps: Place, value: Value): Value | Refusal {
  let whole = value
  for (const step of steps.toReversed()) {
    if (typeof step === 'string') whole = table([[step, whole]])
    else if (step === 0) whole = [whole]
    else return { refused: `there is no list for a new element ${step}` }
  }
  return whole
}

/** Into a file that is blank or holds comments only. */
function intoNothing(file: File, at: Place, value: Value, comments: Comments | undefined): Edit[] | Refusal {
  if (file.tree.roots.length > 1) return { refused: 'the first document is empty, and others follow' }
  const whole = wrap(at, value)
  if (isRefusal(whole)) return whole
  const lines = blockLines(whole, file)
  if (isRefusal(lines)) return lines
  const end = file.text.length
  const fresh = /(^|[\r\n])\uFEFF?$/.test(file.text)
  const all = [...(comments?.above ?? []), ...lines].join(file.eol) + besideText(comments)
  // A comment that ends the file would be taken for one about the new key.
  const gap = hasComment(file.comments, lineStart(file.text, end - 1), end) ? file.eol : ''
  return [{ start: end, end, text: fresh ? gap + all + file.eol : file.eol + gap + all }]
}

function intoBlock({ file, container, step, value, comments }: Addition): Edit[] | Refusal {
  const last = container.items.at(-1)
  if (!last) return { refused: 'there is nothing to add to' }
  const indent = columnIndent(file.text, container)
  const isKey = container.kind === 'map'
  const text = isKey ? behindColon(value, indent, file) : behindDash(value, indent, file)
  if (isRefusal(text)) return text
  const head = isKey ? `${string(String(step), file)}:` : '-'
  const lines = [...(comments?.above ?? []), withBeside(head + text, comments, file)]
  const end = endOfItem(file, last)
  return [
    {
      start: end,
      end,
      text: gapAbove(file, container) + lines.map(line => file.eol + indent + line).join(''),
    },
  ]
}

/** A blank line where the last two items have one between them; behind lines of text it could become a part of them. */
function gapAbove({ text, eol }: File, { items }: Container): string {
  const [previous, last] = items.slice(-2)
  if (!previous || !last || (last.node.kind === 'scalar' && last.node.style === 'block')) return ''
  return BLANK_LINE.test(text.slice(previous.end, last.start)) ? eol : ''
}

/** Behind an item with the comments beside it, and with those at the end of what is inside it. */
export function endOfItem({ text, comments }: File, item: Item): number {
  const inside = comments.findLast(({ owner, start }) => start >= item.end && isInside(owner, item))
  const blockText = item.node.kind === 'scalar' && item.node.style === 'block'
  return inside?.end ?? (blockText ? item.end : endWithComment(text, comments, item.end))
}

/** A comment for the line of a key stands behind its colon where the value is below. */
function withBeside(text: string, comments: Comments | undefined, { eol }: File): string {
  const [first = '', ...rest] = text.split(eol)
  return [first + besideText(comments), ...rest].join(eol)
}

function intoFlow({ file, container, step, value, comments }: Addition): Edit[] | Refusal {
  const { text } = file
  if (!/[[{]/.test(text.charAt(container.start)))
    return { refused: 'a pair without braces cannot take another' }
  if (commentLines(comments).length > 0) return { refused: 'comments cannot be placed between brackets' }
  const written = inline(value, file)
  if (isRefusal(written)) return written
  const entry = container.kind === 'map' ? `${string(String(step), file)}: ${written}` : written
  const last = container.items.at(-1)
  const close = container.end - 1
  if (!last) {
    if (hasComment(file.comments, container.start, close)) return { refused: 'there are only comments in it' }
    const pad = container.kind === 'map' ? ' ' : ''
    return [{ start: container.start + 1, end: close, text: pad + entry + pad }]
  }
  const end = last.comma === undefined ? last.end : last.comma + 1
  const before = last.comma === undefined ? ',' : ''
  const after = last.comma === undefined ? '' : ','
  if (!hasLineBreak(text, container.start, last.start)) {
    return [{ start: end, end, text: `${before} ${entry}${after}` }]
  }
  const line = file.eol + indentAt(text, last.start) + entry + after
  const behind = endWithComment(text, file.comments, end)
  if (behind === end) return [{ start: end, end, text: before + line }]
  const comma = before ? [{ start: end, end, text: before }] : []
  return [...comma, { start: behind, end: behind, text: line }]
}

function commentLines(comments: Comments | undefined): readonly string[] {
  return [...(comments?.above ?? []), ...(comments?.beside ? [comments.beside] : [])]
}

function besideText(comments: Comments | undefined): string {
  return comments?.beside ? ` ${comments.beside}` : ''
}
