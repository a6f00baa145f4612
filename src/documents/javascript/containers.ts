import { Node, SyntaxKind } from 'ts-morph'
import type { Span } from '../../model/document.ts'
import { Literal, type Place } from '../../model/value.ts'
import type { Container, Item, LooseComment, Tree } from '../braces/tree.ts'
import { hasLineBreak } from '../line-text.ts'
import { keyOf } from './resolve.ts'
import { bare, type Syntax } from './syntax.ts'

/** Every object and array of a file with its items, commas and comments, wherever in the code it stands. */
export interface Containers {
  readonly tree: Tree
  of(literal: Node): Container | undefined
  itemOf(element: Node | undefined): Item | undefined
}

/** `places` says where in the configuration they are; what is not in it has names of its own. */
export function containersOf(syntax: Syntax, places: ReadonlyMap<Node, Place>): Containers {
  const { text, file: source } = syntax
  const file: Container = { kind: 'file', at: [], start: 0, end: text.length, items: [] }
  const containers = new Map<Node, Container>()
  const items = new Map<Node, Item>()
  const commaBehind = commas(syntax)
  // Outer literals come before those inside them.
  for (const literal of source.getDescendants().filter(isLiteral)) {
    const holding = holderOf(literal)
    const outer = holding && items.get(holding)
    const holder = outer?.parent ?? file
    const at = places.get(literal) ?? outer?.at ?? [`literal ${file.items.length}`]
    const kind = Node.isObjectLiteralExpression(literal) ? 'object' : 'array'
    const container: Container = { kind, at, ...spanOf(literal), items: [], holder }
    containers.set(literal, container)
    if (outer) replaceNode(outer, container)
    else file.items.push({ at, parent: file, ...spanOf(literal), node: container })
    for (const [index, element] of elementsOf(literal).entries()) {
      const own = [...at, kind === 'array' ? index : nameOf(element, index)]
      const item = itemOf(element, places.get(element) ?? own, container, commaBehind)
      container.items.push(item)
      items.set(element, item)
    }
  }
  return {
    tree: {
      file,
      comments: looseComments(syntax, [...containers.values()], file),
      hasTwins: [...containers.values()].some(hasTwins),
    },
    of: literal => containers.get(literal),
    itemOf: element => element && items.get(element),
  }
}

function isLiteral(node: Node): boolean {
  return Node.isObjectLiteralExpression(node) || Node.isArrayLiteralExpression(node)
}

function elementsOf(literal: Node): readonly Node[] {
  if (Node.isObjectLiteralExpression(literal)) return literal.getProperties()
  return Node.isArrayLiteralExpression(literal) ? literal.getElements() : []
}

/** The property or element whose whole value a literal is. */
function holderOf(literal: Node): Node | undefined {
  let value = literal
  for (let parent = value.getParent(); parent && bare(parent) === literal; parent = parent.getParent())
    value = parent
  const parent = value.getParent()
  if (Node.isArrayLiteralExpression(parent)) return value
  return Node.isPropertyAssignment(parent) && parent.getInitializer() === value ? parent : undefined
}

function itemOf(
  element: Node,
  at: Place,
  parent: Container,
  commaBehind: (offset: number) => number | undefined,
): Item {
  const span = spanOf(element)
  const comma = commaBehind(span.end)
  const value = Node.isPropertyAssignment(element) ? element.getInitializer() : element
  return {
    at,
    parent,
    ...span,
    ...(Node.isPropertyAssignment(element) && { keySpan: spanOf(element.getNameNode()) }),
    ...(comma !== undefined && { comma }),
    node: { kind: 'scalar', value: new Literal(''), ...spanOf(value ?? element) },
  }
}

/** Items are made before what is inside them is known. */
function replaceNode(item: Item, container: Container): void {
  ;(item as { node: Container }).node = container
}

function nameOf(element: Node, index: number): string {
  return keyOf(element) ?? `${element.getKindName()} ${index}`
}

function hasTwins({ items }: Container): boolean {
  return new Set(items.map(item => item.at.at(-1))).size < items.length
}

function commas({ tokens }: Syntax): (offset: number) => number | undefined {
  const behind = new Map<number, number>()
  for (const [index, { end }] of tokens.entries()) {
    const next = tokens[index + 1]
    if (next?.kind === SyntaxKind.CommaToken) behind.set(end, next.start)
  }
  return offset => behind.get(offset)
}

function looseComments(
  { text, tokens, comments }: Syntax,
  containers: readonly Container[],
  file: Container,
): LooseComment[] {
  return comments.map((comment, index) => {
    const container =
      containers.findLast(each => each.start < comment.start && comment.end < each.end) ?? file
    const around = container.items.findIndex(item => item.start < comment.start && comment.end < item.end)
    const next = container.items.findIndex(item => item.start >= comment.end)
    const previousToken = tokens.findLast(token => token.end <= comment.start)
    const before = comments[index - 1]
    const last = Math.max(previousToken?.end ?? 0, before?.end ?? 0)
    return {
      ...comment,
      container,
      index: around >= 0 ? around : next >= 0 ? next : container.items.length,
      inside: around >= 0,
      attached:
        !hasLineBreak(text, last, comment.start) && !(before?.end === last && startsLine(text, before)),
    }
  })
}

function startsLine(text: string, { start }: Span): boolean {
  return /(^|[\r\n])[ \t]*$/.test(text.slice(0, start))
}

function spanOf(node: Node): Span {
  return { start: node.getStart(), end: node.getEnd() }
}
