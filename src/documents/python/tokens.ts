import type { Token } from '../token-proof.ts'
import type { SyntaxTree } from './syntax.ts'
import { textOf } from './syntax.ts'

/** All tokens and comments of a file, in order. */
export function tokensOf(tree: SyntaxTree): Token[] {
  const blocks: number[] = []
  const tokens: Token[] = []
  for (const node of tree.nodes) {
    const around = node.parent ? (blocks[node.parent.id] ?? 0) : 0
    blocks[node.id] = around + (node.type === 'block' ? 1 : 0)
    if (node.children.length > 0 || node.start === node.end || node.type === 'line_continuation') continue
    const text = node.type === 'comment' ? textOf(tree, node).trimEnd() : textOf(tree, node)
    // a comment at the end of a block belongs to the block or not, as the parser pleases
    tokens.push({
      type: node.type,
      text,
      start: node.start,
      end: node.end,
      blocks: node.type === 'comment' ? 0 : around,
    })
  }
  return tokens
}
