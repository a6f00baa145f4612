import { Lines } from './lines.ts'
import type { Syntax } from './syntax.ts'
import { readSyntax } from './syntax.ts'
import { buildTree, type TableNode } from './tree.ts'

/** What every operation works on: a file as written, as a tree, and as lines. */
export interface File {
  readonly syntax: Syntax
  readonly root: TableNode
  readonly lines: Lines
}

export function readFile(text: string): File {
  const syntax = readSyntax(text)
  return { syntax, root: buildTree(syntax), lines: new Lines(syntax) }
}
