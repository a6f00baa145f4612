import { lineEndOf } from '../line-end.ts'
import { indentAt, lineStart } from '../line-text.ts'
import { type Container, type Item, isContainer, type Tree } from './tree.ts'

/** How a file is written, so that what is added looks like what was there. */
export interface Layout {
  readonly eol: string
  /** One level of indentation. */
  readonly unit: string
  /** What elements are indented by below a key: one level, or not at all. */
  readonly elements: string
  readonly quote: '"' | "'"
}

export function layoutOf(text: string, tree: Tree): Layout {
  const unit = unitIn(text, tree) ?? '  '
  const styles = tree.items.flatMap(({ key, node }) => [key?.style, node.kind === 'scalar' ? node.style : ''])
  const single = styles.filter(style => style === 'single').length
  const double = styles.filter(style => style === 'double').length
  return {
    eol: lineEndOf(text),
    unit,
    elements: elementsIn(text, tree) ?? unit,
    quote: single > double ? "'" : '"',
  }
}

/** Whether nothing but white space stands before an item on its line. */
export function startsLine(text: string, item: Item): boolean {
  return text.slice(lineStart(text, item.start), item.start).trim() === ''
}

/** The indentation of the lines of a block's items: white space up to their column, dashes before it counted as such. */
export function columnIndent(text: string, container: Container): string {
  const start = container.items[0]?.start ?? container.start
  return ' '.repeat(start - lineStart(text, start))
}

function unitIn(text: string, tree: Tree): string | undefined {
  for (const { parent, node } of tree.items) {
    if (!parent || parent.flow || parent.kind !== 'map' || !isBlockMap(node)) continue
    const [outer, inner] = [columnIndent(text, parent), columnIndent(text, node)]
    if (inner.length > outer.length) return inner.slice(outer.length)
  }
  return undefined
}

function elementsIn(text: string, tree: Tree): string | undefined {
  for (const { parent, node } of tree.items) {
    if (parent?.kind !== 'map' || parent.flow || node.kind !== 'seq' || node.flow) continue
    const [first] = node.items
    if (!first || !startsLine(text, first)) continue
    return indentAt(text, first.start).slice(columnIndent(text, parent).length)
  }
  return undefined
}

function isBlockMap(node: Item['node']): node is Container {
  return isContainer(node) && node.kind === 'map' && !node.flow
}
