import { type DefaultTreeAdapterMap, parse } from 'parse5'

type Node = DefaultTreeAdapterMap['node']
export type Element = DefaultTreeAdapterMap['element']

/** A page as a browser reads it. */
export interface Page {
  /** What the parser had to put right. */
  readonly errors: readonly string[]
  readonly elements: readonly Element[]
  readonly text: string
  /** The elements with a tag name, and a class where it is given. */
  all(tag: string, className?: string): readonly Element[]
  /** The text of each of them. */
  texts(tag: string, className?: string): readonly string[]
}

export function parsePage(markup: string): Page {
  const errors: string[] = []
  const root = parse(markup, {
    onParseError: error => errors.push(`${error.code} in line ${error.startLine}`),
  })
  const elements = elementsIn(root)
  const all = (tag: string, className?: string) =>
    elements.filter(
      element =>
        element.tagName === tag &&
        (className === undefined || (attribute(element, 'class') ?? '').split(' ').includes(className)),
    )
  return { errors, elements, text: textOf(root), all, texts: (...of) => all(...of).map(textOf) }
}

export function attribute(element: Element, name: string): string | undefined {
  return element.attrs.find(each => each.name === name)?.value
}

export function elementsIn(node: Node): Element[] {
  const children = 'childNodes' in node ? node.childNodes : []
  return children.flatMap(child => ['tagName' in child ? [child] : [], elementsIn(child)].flat())
}

export function textOf(node: Node): string {
  if ('value' in node) return node.value
  return 'childNodes' in node ? node.childNodes.map(textOf).join('') : ''
}
