import type { Edit, Refusal } from '../../model/document.ts'
import { isRefusal } from '../../model/document.ts'
import type { Value } from '../../model/value.ts'
import { endWithComment, hasComment, isInside } from './comments.ts'
import type { File } from './file.ts'
import { columnIndent } from './layout.ts'
import { type Item, isContainer, type Node } from './tree.ts'
import { behindColon, behindDash, blockLines, inline, isFilled, quoted } from './write.ts'

/** Replaces a value, its anchor left in place. */
export function setAt(file: File, item: Item, value: Value): Edit[] | Refusal {
  const { node } = item
  if (!isFree(file, item)) return { refused: 'the comments inside it would be lost' }
  if (!isFilled(value) && !isOpenBlock(node) && !isAbsent(node)) {
    const text = inOldQuotes(file, item, value)
    return isRefusal(text) ? text : [{ start: node.start, end: node.end, text }]
  }
  const text = tail(file, item, value)
  if (isRefusal(text)) return text
  const old = { start: item.headEnd, end: item.end }
  const behind = endWithComment(file.text, file.comments, item.end)
  if (behind === item.end || !text.startsWith(file.eol)) return [{ ...old, text }]
  // The comment stays beside the key, and the value goes below it.
  return [
    { ...old, text: '' },
    { start: behind, end: behind, text },
  ]
}

/** Whether no comment stands in or behind a value that is replaced, but for one beside it. */
function isFree({ comments }: File, item: Item): boolean {
  if (!item.parent) return comments.length === 0
  return (
    !hasComment(comments, item.indicatorEnd, item.end) && !comments.some(({ owner }) => isInside(owner, item))
  )
}

/** A string stays in the quotes that the old one had. */
function inOldQuotes(file: File, { node }: Item, value: Value): string | Refusal {
  const style = 'style' in node ? node.style : undefined
  if (typeof value !== 'string' || (style !== 'single' && style !== 'double')) return inline(value, file)
  return quoted(value, style === 'single' ? "'" : '"')
}

function tail(file: File, item: Item, value: Value): string | Refusal {
  const { parent } = item
  const behindNothing = item.headEnd === item.start
  if (parent?.flow || (isContainer(item.node) && item.node.flow)) {
    const text = inline(value, file)
    return isRefusal(text) || behindNothing ? text : ` ${text}`
  }
  if (!parent) {
    const lines = isFilled(value) ? blockLines(value, file) : inline(value, file)
    return isRefusal(lines) || typeof lines === 'string' ? lines : lines.join(file.eol)
  }
  const indent = columnIndent(file.text, parent)
  return parent.kind === 'map' ? behindColon(value, indent, file) : behindDash(value, indent, file)
}

function isOpenBlock(node: Node): boolean {
  return isContainer(node) && !node.flow
}

function isAbsent(node: Node): boolean {
  return node.kind === 'scalar' && node.style === 'absent'
}
