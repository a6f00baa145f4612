import { type Place, table, type Value } from '../../model/value.ts'
import type { Braces, Entry, Item, Key, List, Scalar, Section, Syntax } from './syntax.ts'

/** The file as a tool sees it: tables and arrays, each with the ways in which it is written. */
export type Node = TableNode | ArrayNode | ScalarNode

interface NodeBase {
  readonly at: Place
  /** Every occurrence of its own key, in document order; none for elements of an inline array. */
  readonly keys: Key[]
  /** The entry whose whole value this is, and where that entry stands. */
  readonly own?: Owned
}

export interface Owned {
  readonly entry: Entry
  readonly owner: Section | Braces
}

export interface TableNode extends NodeBase {
  readonly kind: 'table'
  readonly children: Map<string, Node>
  form: Form
}

export type Form =
  /** The root, `[a.b]`, or one `[[a.b]]`. */
  | { readonly by: 'section'; readonly section: Section }
  | { readonly by: 'braces'; readonly braces: Braces }
  /** `a.b = 1` makes `a`: `depth` keys of the owner's entries lead to it. */
  | { readonly by: 'dots'; readonly owner: Section | Braces; readonly depth: number }
  /** `[a.b]` makes `a`. */
  | { readonly by: 'headers' }

export interface ArrayNode extends NodeBase {
  readonly kind: 'array'
  readonly items: Node[]
  /** Undefined for an array of `[[tables]]`. */
  readonly list?: List
}

export interface ScalarNode extends NodeBase {
  readonly kind: 'scalar'
  readonly scalar: Scalar
}

/** Joins sections into one tree. The parser has already refused whatever is defined twice. */
export function buildTree(syntax: Syntax): TableNode {
  const [first] = syntax.sections
  if (!first) throw new Error('a file has at least its root section')
  const root = newTable([], { by: 'section', section: first })
  for (const section of syntax.sections) {
    const owner = section.header ? headed(root, section) : root
    for (const entry of section.entries) addEntry(owner, entry, section)
  }
  return root
}

/** The node at a place; undefined where there is none. */
export function nodeAt(root: Node, at: Place): Node | undefined {
  let node: Node | undefined = root
  for (const step of at) {
    if (node?.kind === 'table' && typeof step === 'string') node = node.children.get(step)
    else if (node?.kind === 'array' && typeof step === 'number') node = node.items[step]
    else return undefined
  }
  return node
}

export function valueOfNode(node: Node): Value {
  if (node.kind === 'scalar') return node.scalar.value
  if (node.kind === 'array') return node.items.map(valueOfNode)
  return table([...node.children].map(([key, child]) => [key, valueOfNode(child)]))
}

/** The table a header opens, with the tables above it. */
function headed(root: TableNode, section: Section): TableNode {
  let owner = root
  for (const key of section.keys.slice(0, -1)) owner = descend(owner, key, { by: 'headers' })
  const key = section.keys.at(-1)
  if (!key) throw new Error('a header has a key')
  const form: Form = { by: 'section', section }
  if (section.repeated) return repeatedTable(owner, key, form)
  const node = descend(owner, key, form)
  node.form = form
  return node
}

function repeatedTable(owner: TableNode, key: Key, form: Form): TableNode {
  const at = [...owner.at, key.name]
  const known = owner.children.get(key.name)
  const array: ArrayNode = known?.kind === 'array' ? known : { kind: 'array', at, keys: [], items: [] }
  owner.children.set(key.name, array)
  array.keys.push(key)
  const node = newTable([...at, array.items.length], form, key)
  array.items.push(node)
  return node
}

/** The child table of that name (of an array of tables its last element), made when it is missing. */
function descend(owner: TableNode, key: Key, form: Form): TableNode {
  const known = owner.children.get(key.name)
  known?.keys.push(key)
  const last = known?.kind === 'array' ? known.items.at(-1) : known
  if (last?.kind === 'table') return last
  if (last) throw new Error(`${key.name} is not a table`)
  const node = newTable([...owner.at, key.name], form, key)
  owner.children.set(key.name, node)
  return node
}

function addEntry(table: TableNode, entry: Entry, owner: Section | Braces): void {
  let parent = table
  for (const [index, key] of entry.keys.slice(0, -1).entries()) {
    parent = descend(parent, key, { by: 'dots', owner, depth: index + 1 })
  }
  const key = entry.keys.at(-1)
  if (key)
    parent.children.set(
      key.name,
      nodeOf(entry.item, [...parent.at, key.name], { keys: [key], own: { entry, owner } }),
    )
}

function nodeOf(item: Item, at: Place, base: { keys: Key[]; own?: Owned }): Node {
  if (item.kind === 'scalar') return { kind: 'scalar', at, ...base, scalar: item }
  if (item.kind === 'list') {
    const items = item.items.map((child, index) => nodeOf(child, [...at, index], { keys: [] }))
    return { kind: 'array', at, ...base, items, list: item }
  }
  const node: TableNode = {
    kind: 'table',
    at,
    ...base,
    children: new Map(),
    form: { by: 'braces', braces: item },
  }
  for (const entry of item.entries) addEntry(node, entry, item)
  return node
}

function newTable(at: Place, form: Form, key?: Key): TableNode {
  return { kind: 'table', at, keys: key ? [key] : [], children: new Map(), form }
}
