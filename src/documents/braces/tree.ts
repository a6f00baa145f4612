import type { Span } from '../../model/document.ts'
import { type Place, table, type Value } from '../../model/value.ts'

/** A file's elements with their positions; every offset is one of the original text, byte order mark included. */
export interface Tree {
  /** The container of the one value that a file holds; it has no items when the file is blank. */
  readonly file: Container
  readonly comments: readonly LooseComment[]
  /** Some object has two properties with one name. */
  readonly hasTwins: boolean
}

export type Node = Scalar | Container

export interface Scalar extends Span {
  readonly kind: 'scalar'
  readonly value: Value
}

/** `file` stands for the text around the outermost value, so that this value is an item like any other. */
export interface Container {
  readonly kind: 'object' | 'array' | 'file'
  readonly at: Place
  readonly start: number
  /** Exclusive, closing bracket included. */
  end: number
  readonly items: Item[]
  /** The container that this one is in; undefined for the file. */
  readonly holder?: Container
}

/** A property or an array element: `start` to `end` is from the key to the end of the value. */
export interface Item extends Span {
  readonly at: Place
  readonly parent: Container
  readonly keySpan?: Span
  readonly node: Node
  /** The offset of the comma behind it. */
  comma?: number
}

/** A comment as it was met, before it is known what it belongs to. */
export interface LooseComment extends Span {
  readonly container: Container
  /** How many items of the container come before it. */
  readonly index: number
  /** Between a key and its value. */
  readonly inside: boolean
  /** Nothing but comments stands between it and the end of the previous token on the same line. */
  readonly attached: boolean
}

/** The value of a node; of several properties with one name the last counts, as in every reader of JSON. */
export function valueOfNode(node: Node): Value {
  if (node.kind === 'scalar') return node.value
  if (node.kind === 'array') return node.items.map(item => valueOfNode(item.node))
  return table(node.items.map(item => [String(item.at.at(-1)), valueOfNode(item.node)]))
}

/** The item at a place, the last one where a name is there twice. */
export function itemAt(tree: Tree, at: Place): Item | undefined {
  let item = tree.file.items[0]
  for (const step of at) {
    if (!item || item.node.kind === 'scalar') return undefined
    item = item.node.items.findLast(child => child.at.at(-1) === step)
  }
  return item
}
