import type { Edit, Refusal } from '../../model/document.ts'
import { commentsBetween, indentAt, lineEnd, startsLine } from './style.ts'
import type { Syntax, SyntaxTree } from './syntax.ts'
import { operands } from './syntax.ts'

/** Adds an item at the end of the arguments of a call, laid out like the last one. */
export function addItem(tree: SyntaxTree, list: Syntax, item: string, eol: string): Edit[] | Refusal {
  const last = operands(list).at(-1)
  if (!last) return [insertion(list.start + 1, item)]
  const comma = list.children.find(child => child.type === ',' && child.start >= last.end)
  const end = comma?.end ?? last.end
  if (!startsLine(tree, last)) return [insertion(last.end, `, ${item}`)]
  const line = `${eol}${indentAt(tree, last.start)}${item}`
  const beside = commentsBetween(tree, last.end, lineEnd(tree, end)).at(-1)
  const at = beside ? lineEnd(tree, beside.start) : end
  if (comma) return [insertion(at, `${line},`)]
  return beside ? [insertion(last.end, ','), insertion(at, line)] : [insertion(last.end, `,${line}`)]
}

/** Removes an item with its comma; refused where a comment would go with it or change its neighbour. */
export function removeItem(tree: SyntaxTree, list: Syntax, item: Syntax): Edit[] | Refusal {
  const items = operands(list)
  const index = items.indexOf(item)
  const before = items[index - 1]
  const after = items[index + 1]
  if (index === -1) return { refused: 'it is not in a list' }
  if (
    isMarker(before) &&
    (after === undefined || isMarker(after) || after.type === 'dictionary_splat_pattern')
  ) {
    return { refused: 'a * without parameters would be left' }
  }
  if (after?.type === 'positional_separator' && before === undefined) {
    return { refused: 'a / without parameters would be left' }
  }
  const span = spanToRemove(list, item, before, after)
  const upTo = Math.max(span.end, lineEnd(tree, item.end))
  const from = before ? before.end : list.start
  const comments = commentsBetween(tree, from, Math.min(upTo, list.end))
  if (comments.length > 0) return { refused: 'a comment beside it would be lost' }
  return [{ ...span, text: '' }]
}

function spanToRemove(
  list: Syntax,
  item: Syntax,
  before: Syntax | undefined,
  after: Syntax | undefined,
): { start: number; end: number } {
  if (before) return { start: before.end, end: item.end }
  if (after) return { start: item.start, end: after.start }
  return { start: list.start + 1, end: list.end - 1 }
}

function isMarker(item: Syntax | undefined): boolean {
  return item?.type === 'keyword_separator'
}

function insertion(at: number, text: string): Edit {
  return { start: at, end: at, text }
}
