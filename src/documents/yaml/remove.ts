import type { Edit, Refusal, Span } from '../../model/document.ts'
import { lineStart, trimmedEnd } from '../line-text.ts'
import { hasComment } from './comments.ts'
import type { File } from './file.ts'
import { endOfItem } from './insert.ts'
import { startsLine } from './layout.ts'
import type { Container, Item } from './tree.ts'

/** Takes an item out with the comments that belong to it. A table or list without items stays, as `{}` or `[]`. */
export function removeItem(file: File, item: Item): Edit[] | Refusal {
  const { parent } = item
  if (!parent) return { refused: 'a whole file cannot be removed' }
  if (parent.flow) return fromFlow(file, parent, item)
  const lines = ownLines(file, item)
  if (parent.items.length === 1) return lastFromBlock(file, parent, item, lines)
  if (startsLine(file.text, item)) return [{ ...lines, text: '' }]
  const next = parent.items[parent.items.indexOf(item) + 1]
  if (!next || hasForeignComment(file, { start: item.start, end: next.start }, item)) {
    return { refused: 'a comment would end up beside something else' }
  }
  return [{ start: item.start, end: next.start, text: '' }]
}

function lastFromBlock(file: File, parent: Container, item: Item, lines: Span): Edit[] {
  const empty = parent.kind === 'map' ? '{}' : '[]'
  const { headEnd, parent: outer } = parent.holder
  if (!startsLine(file.text, item)) return [{ start: item.start, end: endOfItem(file, item), text: empty }]
  if (!outer) return [{ start: lines.start, end: endOfItem(file, item), text: empty }]
  if (lines.start === headEnd) return [{ ...lines, text: ` ${empty}` }]
  return [
    { start: headEnd, end: headEnd, text: ` ${empty}` },
    { ...lines, text: '' },
  ]
}

/** From the first comment above it to the end of its last line. */
function ownLines(file: File, item: Item): Span {
  const { text, comments } = file
  const above = comments.find(({ owner, start }) => owner === item && start < item.start)
  const start = lineStart(text, above?.start ?? item.start)
  const end = endOfItem(file, item)
  const lineBreak = /^[ \t]*(\r\n|\n)/.exec(text.slice(end, end + 200))?.[0]
  if (lineBreak !== undefined) return { start, end: end + lineBreak.length }
  // The last line of a file that does not end in a line break.
  return { start: trimmedEnd(text, 0, start), end: text.length }
}

function fromFlow(file: File, parent: Container, item: Item): Edit[] | Refusal {
  if (!/[[{]/.test(file.text.charAt(parent.start)))
    return { refused: 'a pair without braces cannot be taken apart' }
  const index = parent.items.indexOf(item)
  const [previous, next] = [parent.items[index - 1], parent.items[index + 1]]
  const span = next
    ? { start: item.start, end: next.start }
    : previous
      ? { start: previous.comma ?? previous.end, end: item.comma ?? item.end }
      : { start: parent.start + 1, end: parent.end - 1 }
  if (hasComment(file.comments, span.start, span.end)) {
    return { refused: 'a comment would be lost or end up beside something else' }
  }
  return [{ ...span, text: '' }]
}

function hasForeignComment({ comments }: File, span: Span, item: Item): boolean {
  return comments.some(({ start, end, owner }) => start >= span.start && end <= span.end && owner !== item)
}
