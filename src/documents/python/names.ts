import type { Syntax, SyntaxTree } from './syntax.ts'
import { part, textOf, unwrapped } from './syntax.ts'

/** `a.b.c` of a plain or dotted name; undefined for every other expression. */
export function dottedName(tree: SyntaxTree, node: Syntax): string | undefined {
  if (node.type !== 'identifier' && node.type !== 'attribute') return undefined
  const { root, path } = chainOf(tree, node, false)
  return root.type === 'identifier' ? [nameText(tree, root), ...path].join('.') : undefined
}

/**
 * What is called, with the arguments of a chain left out: `SparkSession.builder.master.getOrCreate`. Subscripts
 * are `[]`; anything that has no name is `?`.
 */
export function calleeName(tree: SyntaxTree, node: Syntax): string {
  const { root, path } = chainOf(tree, node, true)
  const start = root.type === 'identifier' ? nameText(tree, root) : '?'
  return path.length === 0 ? start : [start, ...path].join('.').replaceAll('.[]', '[]')
}

/** An identifier as Python compares it: look-alike characters are the same name (PEP 3131). */
export function nameText(tree: SyntaxTree, node: Syntax): string {
  const text = textOf(tree, node)
  return ASCII.test(text) ? text : text.normalize('NFKC')
}

const ASCII = /^\w*$/

/** A longer chain has no name: nobody asks for it, and its texts would grow with the square of its length. */
const LONGEST_CHAIN = 200

/** Walks down `a.b().c[0]` to its first expression. */
function chainOf(tree: SyntaxTree, node: Syntax, through: boolean): { root: Syntax; path: string[] } {
  const path: string[] = []
  let root = through ? unwrapped(node) : node
  for (;;) {
    const next = below(root, through)
    if (!next || path.length > LONGEST_CHAIN) return { root, path: path.reverse() }
    const attribute = root.type === 'attribute' ? part(root, 'attribute') : undefined
    if (attribute) path.push(nameText(tree, attribute))
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
