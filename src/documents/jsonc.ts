import type { Document, Edit, Op, Refusal } from '../model/document.ts'
import { isRefusal } from '../model/document.ts'
import { type Table, table, type Value, valueAt } from '../model/value.ts'
import { hasComment, ownComments } from './braces/comments.ts'
import { insertAt, type Source } from './braces/insert.ts'
import { layoutOf, startsLine } from './braces/layout.ts'
import { refusedTwin, removeItem } from './braces/remove.ts'
import { render } from './braces/render.ts'
import { type Item, itemAt, valueOfNode } from './braces/tree.ts'
import { differenceBeyond, expectedValue, nameOfPlace } from './expected.ts'
import { JSON_NOTATION } from './jsonc/notation.ts'
import { parseTree } from './jsonc/read.ts'
import { escaped, spanInString } from './jsonc/strings.ts'
import { indentAt } from './line-text.ts'

/**
 * Reads JSON with comments and trailing commas, as VS Code does: a blank file is an empty object, and of two
 * properties with one name the last counts. Throws ParseError for anything else. Places are the keys as
 * written: `['files.watcherExclude', '**\/target/**']`.
 */
export function parseJsonc(path: string, text: string): Document {
  const tree = parseTree(text)
  const [root] = tree.file.items
  const value: Value = root ? valueOfNode(root.node) : EMPTY
  const comments = ownComments(text, tree)
  const source: Source = { text, tree, comments, notation: JSON_NOTATION, ...layoutOf(text, tree) }
  return {
    path,
    format: 'jsonc',
    text,
    comments: comments.map(({ start, end, text, anchor }) => ({ start, end, text, anchor })),
    get: at => valueAt(value, at),
    span: at => spanOf(itemAt(tree, at)?.node),
    keySpan: at => itemAt(tree, at)?.keySpan,
    spanWithin(at, find) {
      const item = itemAt(tree, at)
      const string = valueAt(value, at)
      return item && typeof string === 'string' ? spanInString(text, item.node, string, find) : undefined
    },
    nameOf: nameOfPlace,
    lower(op) {
      const expected = expectedValue(value, [op])
      return isRefusal(expected) ? expected : lower(source, op)
    },
    differs(after, ops) {
      const found = after.get([])
      return differenceBeyond(value, found === undefined ? EMPTY : found, ops)
    },
  }
}

const EMPTY: Table = table()

function spanOf(node: { start: number; end: number } | undefined) {
  return node && { start: node.start, end: node.end }
}

function lower(source: Source, op: Op): readonly Edit[] | Refusal {
  if (op.op === 'insert') return insertAt(source, op.at, op.value, op.comments)
  const item = itemAt(source.tree, op.at)
  if (!item) return { refused: `there is no ${nameOfPlace(op.at)}` }
  if (op.op === 'set') return replaceValue(source, item, op.value)
  if (op.op === 'rewrite') return { refused: 'only Python files can be rewritten' }
  if (op.op === 'lift') return { refused: 'only ini files have comments lifted out of values' }
  if (op.op === 'splice' || op.op === 'append') return changeString(source, item, op)
  const twins = refusedTwin(item)
  if (twins) return twins
  if (op.op === 'remove') return removeItem(source.text, source.comments, item)
  if (!item.keySpan) return { refused: `${nameOfPlace(op.at)} has no name to change` }
  return [{ ...item.keySpan, text: JSON.stringify(op.key) }]
}

function replaceValue(source: Source, item: Item, value: Value): readonly Edit[] | Refusal {
  if (hasComment(source.comments, item.node.start, item.node.end)) {
    return { refused: `the comments inside ${nameOfPlace(item.at)} would be lost` }
  }
  const oneLine = item.parent.kind !== 'file' && !startsLine(source.text, item)
  const text = render(value, {
    ...source,
    indent: indentAt(source.text, item.start),
    oneLine,
    afterColon: ' ',
  })
  return isRefusal(text) ? text : [{ start: item.node.start, end: item.node.end, text }]
}

function changeString(
  source: Source,
  item: Item,
  op: Op & { op: 'splice' | 'append' },
): readonly Edit[] | Refusal {
  const { node } = item
  if (node.kind !== 'scalar' || typeof node.value !== 'string')
    return { refused: `${nameOfPlace(op.at)} is not a string` }
  if (op.op === 'append') return [{ start: node.end - 1, end: node.end - 1, text: escaped(op.text) }]
  const span = spanInString(source.text, node, node.value, op.find)
  return span ? [{ ...span, text: escaped(op.text) }] : { refused: `${op.find} is not there exactly once` }
}
