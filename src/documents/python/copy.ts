import type { TreeCursor } from 'web-tree-sitter'
import { ParseError } from '../../model/document.ts'
import type { Kind } from './kinds.ts'
import { Kinds, PYTHON_2 } from './kinds.ts'
import type { Growing } from './straighten.ts'
import { straighten } from './straighten.ts'
import type { Syntax, SyntaxTree } from './syntax.ts'

/**
 * Nesting beyond what CPython's own compiler takes. Everything that walks the tree is iterative; the limit keeps
 * work that grows with depth (texts of chains) bounded for hostile files.
 */
const DEEPEST = 5000

/** A node whose children are being copied, and where they start among the children of all such nodes. */
interface Open {
  readonly node: Growing
  readonly kind: Kind
  readonly first: number
}

/**
 * Copies a tree-sitter tree. Throws ParseError for a tree with errors in it, or one nested too deeply. Whatever the
 * text or the type of a node tells is not asked of the cursor, since its every step goes through WebAssembly.
 */
export function copyTree(cursor: TreeCursor, text: string): SyntaxTree {
  const faulty = cursor.currentNode.hasError
  const kinds = new Kinds()
  const nodes: Growing[] = []
  const above: Open[] = []
  // arrays that grow by themselves keep room for 16 more: most nodes have three children
  const children: Growing[] = []
  let error: Growing | undefined
  for (;;) {
    const parent = above.at(-1)
    const kind = kinds.at(cursor)
    const start = cursor.startIndex
    const node: Growing = {
      id: nodes.length,
      type: kind.type,
      named: kind.named,
      field: parent?.kind.fieldless ? undefined : (cursor.currentFieldName ?? undefined),
      start,
      end: isAsTyped(kind, text, start) ? start + kind.type.length : cursor.endIndex,
      parent: parent?.node,
      children: NONE,
    }
    nodes.push(node)
    children.push(node)
    if (kind.wrong || (faulty && cursor.nodeIsMissing)) error = error?.parent ? error : node
    if (above.length > DEEPEST) throw parseError(text, node, 'nested too deeply')
    const skipped = kind.childless || (!faulty && isPlainString(kind, text, start))
    if (!skipped && cursor.gotoFirstChild()) {
      above.push({ node, kind, first: children.length })
      continue
    }
    while (!cursor.gotoNextSibling()) {
      const done = above.pop()
      if (!done) return finished(text, straighten(nodes), error)
      cursor.gotoParent()
      done.node.children = children.slice(done.first)
      children.length = done.first
    }
  }
}

const NONE: Growing[] = []

/** Whether a node is a keyword or punctuation, whose type is its text. */
function isAsTyped(kind: Kind, text: string, start: number): boolean {
  return !kind.named && kind.childless && text.startsWith(kind.type, start)
}

/** Whether a node is a string that holds no expressions: its quotes and escapes are in its text. */
function isPlainString(kind: Kind, text: string, start: number): boolean {
  if (kind.type !== 'string') return false
  INTERPOLATING.lastIndex = start
  return !INTERPOLATING.test(text)
}

const INTERPOLATING = /[a-z]*[ft]/iy

function finished(text: string, nodes: readonly Syntax[], error: Syntax | undefined): SyntaxTree {
  const root = nodes[0]
  if (!root) throw new ParseError('not a Python file', 1, 1)
  if (error?.type === 'ERROR') throw parseError(text, error, 'invalid Python syntax')
  if (error?.named && PYTHON_2.has(error.type)) throw parseError(text, error, 'this is Python 2')
  if (error) throw parseError(text, error, `invalid Python syntax: ${error.type} expected`)
  return { text, root, nodes }
}

function parseError(text: string, at: Syntax, message: string): ParseError {
  const before = text.slice(0, at.start).split(/\r\n|\r|\n/)
  return new ParseError(message, before.length, (before.at(-1) ?? '').length + 1)
}
