import { type OwnedComment, ownComments } from './comments.ts'
import { type Layout, layoutOf } from './layout.ts'
import { parseSyntax } from './syntax.ts'
import { type Tree, treeOf } from './tree.ts'

/** Everything that reading and editing need to know about a file. */
export interface File extends Layout {
  readonly text: string
  readonly tree: Tree
  readonly comments: readonly OwnedComment[]
}

/** Throws ParseError. */
export function readFile(text: string): File {
  const syntax = parseSyntax(text)
  const tree = treeOf(text, syntax)
  return { text, tree, comments: ownComments(text, tree, syntax.comments), ...layoutOf(text, tree) }
}
