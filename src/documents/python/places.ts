import type { Place } from '../../model/value.ts'
import { argumentNodes } from './arguments.ts'
import type { Syntax, SyntaxTree } from './syntax.ts'
import { operands, part, textOf } from './syntax.ts'

/** The node of a place: `[id]`, or `[id, keyword]` for a keyword argument of a call or decorator. */
export function nodeAt(tree: SyntaxTree, at: Place): Syntax | undefined {
  const node = holderAt(tree, at)
  const keyword = at[1]
  if (!node || at.length > 2 || typeof keyword === 'number') return undefined
  return keyword === undefined ? node : keywordOf(tree, node, keyword)
}

/** The node a place starts from. */
export function holderAt(tree: SyntaxTree, at: Place): Syntax | undefined {
  return typeof at[0] === 'number' ? tree.nodes[at[0]] : undefined
}

/** The call of a call or a decorator. */
export function callAt(node: Syntax): Syntax | undefined {
  const inner = node.type === 'decorator' ? operands(node)[0] : node
  return inner?.type === 'call' ? inner : undefined
}

function keywordOf(tree: SyntaxTree, node: Syntax, keyword: string): Syntax | undefined {
  const call = callAt(node)
  return (call ? argumentNodes(call) : []).find(argument => {
    const name = argument.type === 'keyword_argument' ? part(argument, 'name') : undefined
    return name && textOf(tree, name) === keyword
  })
}
