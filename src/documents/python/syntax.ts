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
  /** None for a string without expressions in it: its quotes and escapes are in its text. */
  readonly children: readonly Syntax[]
}

/** A file as a tree, with every node by its id. The first node is the module. */
export interface SyntaxTree {
  readonly text: string
  readonly root: Syntax
  readonly nodes: readonly Syntax[]
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
