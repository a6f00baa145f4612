import type { Document, Edit, MovableDocument, Op, Refusal, Span } from '../model/document.ts'
import { isRefusal } from '../model/document.ts'
import type { Place, Value } from '../model/value.ts'
import { differenceBeyond, nameOfPlace } from './expected.ts'
import { anchoredComments } from './toml/comments.ts'
import { type File, readFile } from './toml/file.ts'
import { insertAt } from './toml/insert.ts'
import { nameOf } from './toml/names.ts'
import { ownComments } from './toml/own-comments.ts'
import { removeAt, withVanished } from './toml/remove.ts'
import { renameAt } from './toml/rename.ts'
import { setAt } from './toml/set.ts'
import { changeString, spanInString } from './toml/strings.ts'
import { type Node, nodeAt, valueOfNode } from './toml/tree.ts'

/** Reads TOML 1.1. Throws ParseError. */
export function parseToml(path: string, text: string): MovableDocument {
  const file = readFile(text)
  return {
    path,
    format: 'toml',
    text,
    comments: anchoredComments(file.syntax),
    get: at => valueAtNode(nodeAt(file.root, at)),
    span: at => spanOf(nodeAt(file.root, at)),
    keySpan: at => nodeAt(file.root, at)?.keys[0]?.span,
    spanWithin: (at, find) => spanWithin(file, at, find),
    nameOf: at => nameOf(file.root, text, at),
    lower: op => named(op, lowered(file, op)),
    differs: (after, ops) => difference(valueOfNode(file.root), after, ops),
    commentsOf: at => ownComments(file, at),
  }
}

function valueAtNode(node: Node | undefined): Value | undefined {
  return node && valueOfNode(node)
}

function spanOf(node: Node | undefined): Span | undefined {
  if (!node) return undefined
  if (node.kind === 'scalar') return node.scalar.span
  if (node.kind === 'array') return node.list?.span ?? spanOf(node.items[0])
  if (node.form.by === 'section') return node.form.section.header ?? { start: 0, end: 0 }
  if (node.form.by === 'braces') return node.form.braces.span
  return node.keys[0]?.span
}

function spanWithin(file: File, at: Place, find: string): Span | undefined {
  const node = nodeAt(file.root, at)
  if (node?.kind !== 'scalar') return undefined
  const span = spanInString(file.syntax.text, node.scalar, find)
  return isRefusal(span) ? undefined : span
}

function lowered(file: File, op: Op): readonly Edit[] | Refusal {
  switch (op.op) {
    case 'set':
      return setAt(file, op.at, op.value)
    case 'insert':
      return insertAt(file, { at: op.at, value: op.value, comments: op.comments ?? { above: [] } })
    case 'remove':
      return removeAt(file, op.at)
    case 'rename':
      return renameAt(file, op.at, op.key)
    case 'splice':
      return inString(file, op.at, op.find, op.text)
    case 'append':
      return inString(file, op.at, undefined, op.text)
    case 'rewrite':
      return { refused: 'only Python files can be rewritten' }
    case 'lift':
      return { refused: 'only ini files have comments lifted out of values' }
  }
}

function inString(file: File, at: Place, find: string | undefined, text: string): readonly Edit[] | Refusal {
  const node = nodeAt(file.root, at)
  if (node?.kind !== 'scalar') return { refused: 'it is not a string' }
  const edit = changeString(file.syntax.text, node.scalar, find, text)
  return isRefusal(edit) ? edit : [edit]
}

function named(op: Op, result: readonly Edit[] | Refusal): readonly Edit[] | Refusal {
  return isRefusal(result) ? { refused: `${nameOfPlace(op.at)}: ${result.refused}` } : result
}

function difference(before: Value, after: Document, ops: readonly Op[]): string | undefined {
  const found = after.get([])
  if (found === undefined) return 'the file has no value'
  return differenceBeyond(before, found, withVanished(before, found, ops))
}
