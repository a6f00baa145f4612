import type { TreeCursor } from 'web-tree-sitter'
import { ParseError } from '../../model/document.ts'
import type { Growing } from './straighten.ts'
import { straighten } from './straighten.ts'

/** A node of the concrete syntax tree, in plain JavaScript: nothing of it lives in WebAssembly memory. */
export interface Syntax {
  /** Its index in document order, and so its address. */
  readonly id: number
  readonly type: string
  /** False for punctuation and keywords: those have their text as their type. */
  readonly named: boolean
  /** Which part of its parent it is: `function`, `arguments`, `body`. */
  readonly field: string | undefined
  /** UTF-16 offsets; `end` is exclusive. */
  readonly start: number
  readonly end: number
  readonly parent: Syntax | undefined
  readonly children: readonly Syntax[]
}

/** A file as a tree, with every node by its id. The first node is the module. */
export interface SyntaxTree {
  readonly text: string
  readonly root: Syntax
  readonly nodes: readonly Syntax[]
}

/**
 * Nesting beyond what CPython's own compiler takes. Everything that walks the tree is iterative; the limit keeps
 * work that grows with depth (texts of chains) bounded for hostile files.
 */
const DEEPEST = 5000

/** Statements the grammar knows and Python 3 does not. */
const PYTHON_2: ReadonlySet<string> = new Set(['print_statement', 'exec_statement'])

/** Copies a tree-sitter tree. Throws ParseError for a tree with errors in it, or one nested too deeply. */
export function copyTree(cursor: TreeCursor, text: string): SyntaxTree {
  const nodes: Growing[] = []
  const above: Growing[] = []
  const kinds: Kinds = new Map()
  let error: Syntax | undefined
  for (;;) {
    const parent = above.at(-1)
    const { nodeTypeId, startIndex: start, endIndex: end } = cursor
    const { type, named } = kinds.get(nodeTypeId) ?? kindOf(cursor, kinds)
    const node: Growing = {
      id: nodes.length,
      type,
      named,
      field: cursor.currentFieldName ?? undefined,
      start,
      end,
      parent,
      children: [],
    }
    nodes.push(node)
    parent?.children.push(node)
    if (node.type === 'ERROR' || PYTHON_2.has(node.type) || cursor.nodeIsMissing)
      error = error?.parent ? error : node
    if (above.length > DEEPEST) throw parseError(text, node, 'nested too deeply')
    if (cursor.gotoFirstChild()) {
      above.push(node)
      continue
    }
    while (!cursor.gotoNextSibling()) {
      if (cursor.gotoParent()) above.pop()
      else return finished(text, straighten(nodes), error)
    }
  }
}

/** What a node's type says, by the type's number: asking WebAssembly once for each type is several times cheaper. */
type Kinds = Map<number, { readonly type: string; readonly named: boolean }>

function kindOf(cursor: TreeCursor, kinds: Kinds): { readonly type: string; readonly named: boolean } {
  const kind = { type: cursor.nodeType, named: cursor.nodeIsNamed }
  kinds.set(cursor.nodeTypeId, kind)
  return kind
}

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

/** Its text as written. */
export function textOf(tree: SyntaxTree, node: Syntax): string {
  return tree.text.slice(node.start, node.end)
}

/** Its child in a role, such as the `body` of a function. */
export function part(node: Syntax, field: string): Syntax | undefined {
  return node.children.find(child => child.field === field)
}

/** Comments and line continuations, which may stand anywhere. */
export function isExtra(node: Syntax): boolean {
  return node.type === 'comment' || node.type === 'line_continuation'
}

/** Its children without comments, punctuation and keywords. */
export function operands(node: Syntax): Syntax[] {
  return node.children.filter(child => child.named && !isExtra(child))
}

/** The innermost expression inside parentheses. */
export function unwrapped(node: Syntax): Syntax {
  let inner = node
  while (inner.type === 'parenthesized_expression') {
    const next = inner.children.find(child => child.type !== '(' && child.type !== ')' && !isExtra(child))
    if (!next) return inner
    inner = next
  }
  return inner
}
