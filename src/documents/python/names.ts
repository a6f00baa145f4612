import type { Syntax, SyntaxTree } from './syntax.ts'
import { part, textOf, unwrapped } from './syntax.ts'

/** `a.b.c` of a plain or dotted name; undefined for every other expression. */
export function dottedName(tree: SyntaxTree, node: Syntax): string | undefined {
  const { root, path } = chainOf(tree, node, false)
  return root.type === 'identifier' ? [textOf(tree, root), ...path].join('.') : undefined
}

/**
 * What is called, with the arguments of a chain left out: `SparkSession.builder.master.getOrCreate`. Subscripts
 * are `[]`; anything that has no name is `?`.
 */
export function calleeName(tree: SyntaxTree, node: Syntax): string {
  const { root, path } = chainOf(tree, node, true)
  const start = root.type === 'identifier' ? textOf(tree, root) : '?'
  return [start, ...path].join('.').replaceAll('.[]', '[]')
}

/** The name an expression starts with, when it is a name with attributes, calls and subscripts behind it. */
export function rootName(tree: SyntaxTree, node: Syntax): Syntax | undefined {
  const { root } = chainOf(tree, node, true)
  return root.type === 'identifier' ? root : undefined
}

/** Walks down `a.b().c[0]` to its first expression. */
function chainOf(tree: SyntaxTree, node: Syntax, through: boolean): { root: Syntax; path: string[] } {
  const path: string[] = []
  let root = through ? unwrapped(node) : node
  for (;;) {
    const next = below(root, through)
    if (!next) return { root, path: path.reverse() }
    const attribute = root.type === 'attribute' ? part(root, 'attribute') : undefined
    if (attribute) path.push(textOf(tree, attribute))
    if (root.type === 'subscript') path.push('[]')
    root = through ? unwrapped(next) : next
  }
}

function below(node: Syntax, through: boolean): Syntax | undefined {
  if (node.type === 'attribute') return part(node, 'object')
  if (through && node.type === 'call') return part(node, 'function')
  if (through && node.type === 'subscript') return part(node, 'value')
  return undefined
}
