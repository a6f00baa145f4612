import { hasLineBreak, indentAt } from '../line-text.ts'
import type { Container, Item, Tree } from './tree.ts'

/** How a file is written, so that what is added looks like what was there. */
export interface Layout {
  readonly eol: string
  /** One level of indentation. */
  readonly unit: string
}

export function layoutOf(text: string, tree: Tree): Layout {
  const eol = /\r\n|\n|\r/.exec(text)?.[0] ?? '\n'
  return { eol, unit: unitIn(text, tree.file) ?? DEFAULT_UNIT }
}

/** Whether no other item, comma or bracket of its container stands before an item on its line. */
export function startsLine(text: string, item: Item): boolean {
  const index = item.parent.items.indexOf(item)
  const previous = item.parent.items[index - 1]
  const from = previous ? (previous.comma ?? previous.end) : item.parent.start
  return hasLineBreak(text, from, item.start)
}

/** As in VS Code's own files; four spaces are its default for new ones, two what formatters write. */
const DEFAULT_UNIT = '  '

/** The indentation that the first item on a line of its own has beyond its container. */
function unitIn(text: string, container: Container): string | undefined {
  const [first] = container.items
  if (first && container.kind !== 'file' && startsLine(text, first)) {
    const outer = indentAt(text, container.start)
    const inner = indentAt(text, first.start)
    if (inner.length > outer.length && inner.startsWith(outer)) return inner.slice(outer.length)
  }
  for (const item of container.items) {
    const deeper = item.node.kind === 'scalar' ? undefined : unitIn(text, item.node)
    if (deeper) return deeper
  }
  return undefined
}
