import type { Edit } from '../../model/document.ts'
import type { SyntaxTree } from './syntax.ts'
import { textOf } from './syntax.ts'

/** A token or comment, with how many blocks it is inside: indentation is meaning in Python. */
export interface Token {
  readonly type: string
  readonly text: string
  readonly start: number
  readonly end: number
  readonly blocks: number
}

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

/** Where an offset outside the edits is after them; edits are sorted and do not overlap. */
export function moved(offset: number, edits: readonly Edit[]): number {
  let shift = 0
  for (const edit of edits) {
    if (edit.end > offset) break
    shift += edit.text.length - (edit.end - edit.start)
  }
  return offset + shift
}

/** Applies edits that are sorted and do not overlap; undefined when they do. */
export function applied(text: string, edits: readonly Edit[]): string | undefined {
  let result = ''
  let from = 0
  for (const edit of edits) {
    if (edit.start < from) return undefined
    result += text.slice(from, edit.start) + edit.text
    from = edit.end
  }
  return result + text.slice(from)
}
