import type { Syntax, SyntaxTree } from './syntax.ts'

/** How a file is written, so that what is added looks like the rest. */
export interface Style {
  readonly eol: string
  readonly quote: '"' | "'"
  /** One level of indentation. */
  readonly indent: string
}

export function styleOf(tree: SyntaxTree): Style {
  return {
    eol: /\r\n|\r|\n/.exec(tree.text)?.[0] ?? '\n',
    quote: quoteOf(tree),
    indent: indentOf(tree),
  }
}

/** The quotes most strings have; double ones when they are even. */
function quoteOf(tree: SyntaxTree): '"' | "'" {
  let balance = 0
  for (const node of tree.nodes) {
    if (node.type !== 'string') continue
    const mark = /^[a-z]*(?:'''|"""|'|")/i.exec(tree.text.slice(node.start, node.start + 6))?.[0] ?? ''
    if (mark.length < 3) balance += mark.endsWith('"') ? 1 : -1
  }
  return balance < 0 ? "'" : '"'
}

/** The first block that is indented deeper than its statement says it. */
function indentOf(tree: SyntaxTree): string {
  for (const node of tree.nodes) {
    if (node.type !== 'block' || !node.parent) continue
    const outer = indentAt(tree, node.parent.start)
    const inner = indentAt(tree, node.start)
    if (inner.length > outer.length && inner.startsWith(outer)) return inner.slice(outer.length)
  }
  return '    '
}

/** The blanks at the start of the line of an offset. */
export function indentAt(tree: SyntaxTree, offset: number): string {
  return /^[ \t\f]*/.exec(tree.text.slice(lineStart(tree, offset), offset))?.[0] ?? ''
}

/** Whether nothing but blanks stands before it on its line. */
export function startsLine(tree: SyntaxTree, node: Syntax): boolean {
  return /^\ufeff?[ \t\f]*$/.test(tree.text.slice(lineStart(tree, node.start), node.start))
}

export function lineStart(tree: SyntaxTree, offset: number): number {
  let start = offset
  while (start > 0 && !isLineBreak(tree.text[start - 1])) start--
  return start
}

export function lineEnd(tree: SyntaxTree, offset: number): number {
  let end = offset
  while (end < tree.text.length && !isLineBreak(tree.text[end])) end++
  return end
}

function isLineBreak(character: string | undefined): boolean {
  return character === '\n' || character === '\r'
}

/** The comments between two offsets. */
export function commentsBetween(tree: SyntaxTree, start: number, end: number): Syntax[] {
  return tree.nodes.filter(node => node.type === 'comment' && node.start >= start && node.start < end)
}
