import type { Edit, Refusal } from '../../model/document.ts'
import type { Place, Value } from '../../model/value.ts'
import type { File } from './file.ts'
import { type Node, nodeAt } from './tree.ts'
import { unwritable, written, writtenLike } from './write.ts'

/** Replaces a value that is written as one: not a table with a header, nor brackets with comments in them. */
export function setAt({ syntax, root }: File, at: Place, value: Value): readonly Edit[] | Refusal {
  const node = nodeAt(root, at)
  if (!node) return { refused: 'nothing is set there' }
  const span = spanOfValue(node)
  if (!span) return { refused: 'a table cannot be replaced by a value' }
  const reason = unwritable(value)
  if (reason !== undefined) return { refused: reason }
  if (syntax.comments.some(comment => comment.start > span.start && comment.start < span.end)) {
    return { refused: 'there are comments inside' }
  }
  const old = syntax.text.slice(span.start, span.end)
  return [{ ...span, text: typeof value === 'string' ? writtenLike(value, old) : written(value) }]
}

function spanOfValue(node: Node) {
  if (node.kind === 'scalar') return node.scalar.span
  if (node.kind === 'array') return node.list?.span
  return node.form.by === 'braces' ? node.form.braces.span : undefined
}
