import {
  type CST,
  type Document,
  isAlias,
  isMap,
  isScalar,
  type ParsedNode,
  type YAMLMap,
  type YAMLSeq,
  Scalar as YamlScalar,
} from 'yaml'
import type { Span } from '../../model/document.ts'
import { Literal, type Place, type Table, table, type Value } from '../../model/value.ts'
import { trimmedEnd } from '../line-text.ts'
import { failure, type Syntax } from './syntax.ts'

/** The items of a file with their positions; every offset is one of the original text, byte order mark included. */
export interface Tree {
  /** One for each document of the file. Only the first has places. */
  readonly roots: readonly Item[]
  /** The values of the documents, aliases and merge keys resolved. */
  readonly values: readonly Value[]
  /** Every item of every document as they come in the text, what holds others before these. */
  readonly items: readonly Item[]
}

export type Style = 'plain' | 'single' | 'double' | 'block' | 'absent'

export interface Scalar extends Span {
  readonly kind: 'scalar'
  readonly style: Style
  readonly value: Value
}

/** `*name`, or something with a tag of an application: to be read, never to be edited. */
export interface Opaque extends Span {
  readonly kind: 'alias' | 'tagged'
  readonly written: string
}

export interface Container extends Span {
  readonly kind: 'map' | 'seq'
  readonly at: Place
  readonly flow: boolean
  readonly items: readonly Item[]
  readonly holder: Item
  /** A `<<` is among its keys. */
  readonly merges: boolean
}

export type Node = Scalar | Opaque | Container

/** A key with its value, an element, or the value of a whole document. */
export interface Item extends Span {
  readonly at: Place
  readonly parent: Container | undefined
  /** Undefined for elements, and for keys that are not written as a single word or string. */
  readonly key: { readonly span: Span; readonly style: Style; readonly plain: boolean } | undefined
  /** Behind the colon or dash; where the value starts when there is neither. */
  readonly indicatorEnd: number
  /** Behind the anchor and tag that follow it. */
  readonly headEnd: number
  /** The offset of the comma behind it. */
  readonly comma: number | undefined
  readonly node: Node
}

export function treeOf(text: string, { documents }: Syntax): Tree {
  const items: Item[] = []
  const read = documents.map((document, index) => new Reader(text, items).root(document, index))
  return { roots: read.map(({ item }) => item), values: read.map(({ value }) => value), items }
}

/** The item at a place of the first document, the last one where a name is there twice. */
export function itemAt(tree: Tree, at: Place): Item | undefined {
  let item = tree.roots[0]
  for (const step of at) {
    if (!item || !isContainer(item.node)) return undefined
    item = item.node.items.findLast(child => child.at.at(-1) === step)
  }
  return item
}

export function isContainer(node: Node): node is Container {
  return node.kind === 'map' || node.kind === 'seq'
}

/** Values that aliases repeat count each time: a few lines can stand for billions of them. */
const MAX_VALUES = 100_000

/** A value and how many there are in it. */
interface Weighed {
  readonly value: Value
  readonly count: number
}

class Reader {
  readonly #text: string
  readonly #items: Item[]
  readonly #anchors = new Map<string, Weighed>()

  constructor(text: string, items: Item[]) {
    this.#text = text
    this.#items = items
  }

  root({ contents, range }: Document.Parsed, index: number): { item: Item; value: Value } {
    const at = index === 0 ? [] : [`document ${index + 1}`]
    const start = contents?.range[0] ?? range[0]
    const head = { start, indicatorEnd: start, headEnd: start, key: undefined, comma: undefined }
    const read = this.#item(contents, { ...head, at, parent: undefined })
    return { item: read.item, value: read.value }
  }

  /** Adds the item before those inside it. */
  #item(
    node: ParsedNode | null,
    head: Omit<Item, 'end' | 'node'>,
  ): { item: Item; value: Value; count: number } {
    const item = { ...head, end: head.headEnd, node: nothing(head.headEnd) as Node }
    this.#items.push(item)
    const read = this.#node(node, item)
    item.node = read.node
    item.end = Math.max(head.headEnd, read.node.end)
    if (node && !isAlias(node) && node.anchor) this.#anchors.set(node.anchor, read)
    if (read.count > MAX_VALUES) {
      throw failure(this.#text, `stands for more than ${MAX_VALUES} values`, head.start)
    }
    return { item, value: read.value, count: read.count }
  }

  #node(node: ParsedNode | null, item: Item): Weighed & { node: Node } {
    if (!node) return { node: nothing(item.headEnd), value: null, count: 1 }
    const span = { start: node.range[0], end: node.range[1] }
    const written = this.#text.slice(span.start, span.end)
    if (isAlias(node)) {
      const target = this.#anchors.get(node.source)
      if (!target) throw failure(this.#text, `has no &${node.source} before this`, span.start)
      return { ...target, node: { kind: 'alias', ...span, written } }
    }
    if (node.tag && !KNOWN_TAG.test(node.tag)) {
      const tag = this.#text.slice(item.indicatorEnd, item.headEnd).trim()
      const whole = `${tag} ${written.trim()}`.trimStart()
      return { node: { kind: 'tagged', ...span, written: whole }, value: new Literal(whole), count: 1 }
    }
    if (isScalar(node)) return this.#scalar(node, item)
    return isMap(node) ? this.#map(node, item) : this.#seq(node, item)
  }

  #scalar(node: YamlScalar.Parsed, item: Item): Weighed & { node: Node } {
    const [start, end] = node.range
    const value = scalarValue(node)
    if (start === end) return { node: { ...nothing(item.headEnd), value }, value, count: 1 }
    const style = STYLES[node.type ?? 'PLAIN'] ?? 'plain'
    // A block of text goes on over the blank lines behind it.
    const trailing = style === 'block' ? trimmedEnd(this.#text, start, end) : end
    return { node: { kind: 'scalar', style, value, start, end: trailing }, value, count: 1 }
  }

  #map(node: YAMLMap.Parsed, item: Item): Weighed & { node: Node } {
    const flow = node.flow === true
    const source = node.srcToken
    const sources = source && 'items' in source ? source.items : []
    const items: Item[] = []
    const merges = node.items.some(pair => isMergeKey(pair.key))
    const container = { kind: 'map' as const, at: item.at, flow, items, holder: item, merges }
    const whole = { ...container, start: node.range[0], end: node.range[1] }
    const entries: [string, Value][] = []
    const merged: Value[] = []
    const names = new Set<string>()
    let count = 1
    for (const [index, pair] of node.items.entries()) {
      const { key } = pair
      const isMerge = isMergeKey(key)
      const name = this.#nameOf(key)
      if (!isMerge && names.has(name) && isTwice(node, index)) {
        throw failure(
          this.#text,
          `has the key ${JSON.stringify(name)} twice here`,
          key?.range[0] ?? whole.start,
        )
      }
      names.add(name)
      const token = tokenOf(pair) ?? sources[index]
      const keySpan = key ? { start: key.range[0], end: key.range[1] } : undefined
      const colon = lastOf(token?.sep ?? [], ['map-value-ind'])
      const keyStart = firstOf(token?.start ?? [], KEY_HEAD) ?? keySpan?.start ?? colon ?? whole.start
      const indicatorEnd = colon === undefined ? (keySpan?.end ?? keyStart) : colon + 1
      const read = this.#item(pair.value, {
        at: [...item.at, name],
        parent: whole,
        key: keySpan && isScalar(key) ? keyOf(key, keySpan, name) : undefined,
        start: keyStart,
        indicatorEnd,
        headEnd: Math.max(indicatorEnd, lastEnd(token?.sep ?? [], VALUE_HEAD) ?? 0),
        comma: firstOf(sources[index + 1]?.start ?? [], ['comma']),
      })
      items.push(read.item)
      count += read.count
      if (isMerge) merged.push(...(Array.isArray(read.value) ? read.value : [read.value]))
      else entries.push([name, read.value])
    }
    whole.end = flow ? whole.end : (items.at(-1)?.end ?? whole.end)
    return { node: whole, value: withMerged(entries, merged), count }
  }

  /** A key that is no string has the name that is written, as `8080` or `[a, b]`. */
  #nameOf(key: ParsedNode | null): string {
    if (!key) return ''
    if (isScalar(key) && key.anchor) this.#anchors.set(key.anchor, { value: scalarValue(key), count: 1 })
    const value = isAlias(key) ? this.#anchors.get(key.source)?.value : isScalar(key) ? key.value : undefined
    return typeof value === 'string' ? value : this.#text.slice(key.range[0], key.range[1]).trim()
  }

  #seq(node: YAMLSeq.Parsed, item: Item): Weighed & { node: Node } {
    const flow = node.flow === true
    const source = node.srcToken
    const sources = source && 'items' in source ? source.items : []
    const items: Item[] = []
    const whole = {
      kind: 'seq' as const,
      at: item.at,
      flow,
      items,
      holder: item,
      merges: false,
      start: node.range[0],
      end: node.range[1],
    }
    const values: Value[] = []
    let count = 1
    for (const [index, element] of node.items.entries()) {
      const head = sources[index]?.start ?? []
      const dash = flow ? undefined : lastOf(head, ['seq-item-ind'])
      const start = dash ?? firstOf(head, KEY_HEAD) ?? element.range[0]
      const indicatorEnd = dash === undefined ? start : dash + 1
      const read = this.#item(element, {
        at: [...item.at, index],
        parent: whole,
        key: undefined,
        start,
        indicatorEnd,
        headEnd: Math.max(indicatorEnd, lastEnd(head, VALUE_HEAD) ?? 0),
        comma: firstOf(sources[index + 1]?.start ?? [], ['comma']),
      })
      items.push(read.item)
      count += read.count
      values.push(read.value)
    }
    whole.end = flow ? whole.end : (items.at(-1)?.end ?? whole.end)
    return { node: whole, value: values, count }
  }
}

const KNOWN_TAG = /^(!|tag:yaml\.org,2002:(str|int|float|bool|null|map|seq))$/

const STYLES: Readonly<Record<string, Style>> = {
  [YamlScalar.PLAIN]: 'plain',
  [YamlScalar.QUOTE_SINGLE]: 'single',
  [YamlScalar.QUOTE_DOUBLE]: 'double',
  [YamlScalar.BLOCK_LITERAL]: 'block',
  [YamlScalar.BLOCK_FOLDED]: 'block',
}

const KEY_HEAD: readonly string[] = ['anchor', 'tag', 'explicit-key-ind']
const VALUE_HEAD: readonly string[] = ['anchor', 'tag']

function nothing(at: number): Scalar {
  return { kind: 'scalar', style: 'absent', value: null, start: at, end: at }
}

function scalarValue({ value, source }: YamlScalar.Parsed): Value {
  if (typeof value === 'number' && Number.isInteger(value) && !Number.isSafeInteger(value)) {
    return /^[-+]?\d+$/.test(source) ? BigInt(source.replace('+', '')) : value
  }
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value
  return typeof value === 'bigint' ? value : null
}

function keyOf(key: YamlScalar.Parsed, span: Span, name: string): Item['key'] {
  const style = STYLES[key.type ?? 'PLAIN'] ?? 'plain'
  return { span, style, plain: style !== 'block' && key.value === name && !key.anchor && !key.tag }
}

/** `<<` is no part of YAML 1.2, and every reader of CI files but GitHub's merges all the same. */
function isMergeKey(key: unknown): boolean {
  return isScalar(key) && key.value === '<<' && key.type === YamlScalar.PLAIN
}

/** Own keys win, then what is merged first. */
function withMerged(entries: readonly [string, Value][], merged: readonly Value[]): Table {
  const tables = merged.filter(
    value =>
      typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Literal),
  )
  return table([...tables.toReversed().flatMap(value => Object.entries(value ?? {})), ...entries])
}

/** Keys that differ as values may have one name here (`1` and `"1"`): only the same kind is an error. */
function isTwice(node: YAMLMap.Parsed, index: number): boolean {
  const { key } = node.items[index] ?? {}
  if (!isScalar(key)) return false
  return node.items.slice(0, index).some(other => isScalar(other.key) && other.key.value === key.value)
}

function tokenOf(pair: object): CST.CollectionItem | undefined {
  return 'srcToken' in pair ? (pair.srcToken as CST.CollectionItem) : undefined
}

function firstOf(tokens: readonly CST.SourceToken[], types: readonly string[]): number | undefined {
  return tokens.find(token => types.includes(token.type))?.offset
}

function lastOf(tokens: readonly CST.SourceToken[], types: readonly string[]): number | undefined {
  return tokens.findLast(token => types.includes(token.type))?.offset
}

function lastEnd(tokens: readonly CST.SourceToken[], types: readonly string[]): number | undefined {
  const token = tokens.findLast(({ type }) => types.includes(type))
  return token && token.offset + token.source.length
}
