import type { AST } from 'toml-eslint-parser'
import { parseTOML } from 'toml-eslint-parser'
import { ParseError, type Span } from '../../model/document.ts'
import { Literal, type Place, type Value } from '../../model/value.ts'

/** One file as it is written. All spans are offsets into the text with its byte order mark. */
export interface Syntax {
  readonly text: string
  /** In document order; the first is the root, which has no header. */
  readonly sections: readonly Section[]
  readonly comments: readonly Span[]
}

/** A header with the entries below it. */
export interface Section {
  readonly kind: 'section'
  /** `[a.b]` with its brackets; undefined for the root. */
  readonly header: Span | undefined
  readonly keys: readonly Key[]
  /** With the indexes of the arrays of tables on the way. */
  readonly place: Place
  /** Written with double brackets. */
  readonly repeated: boolean
  readonly entries: readonly Entry[]
}

export interface Key {
  readonly name: string
  readonly span: Span
}

/** `key.key = value` */
export interface Entry {
  readonly keys: readonly Key[]
  readonly item: Item
  readonly span: Span
}

export type Item = Scalar | List | Braces

export interface Scalar {
  readonly kind: 'scalar'
  readonly span: Span
  readonly value: Value
}

export interface List {
  readonly kind: 'list'
  readonly span: Span
  readonly items: readonly Item[]
}

/** An inline table. */
export interface Braces {
  readonly kind: 'braces'
  readonly span: Span
  readonly entries: readonly Entry[]
}

/** How deep keys, arrays and inline tables may nest: far above any real file, far below the call stack. */
const DEEPEST = 200

/** Reads TOML 1.1. Throws ParseError. */
export function readSyntax(text: string): Syntax {
  const shift = text.startsWith('\uFEFF') ? 1 : 0
  const program = parse(text.slice(shift), shift)
  const [top] = program.body
  const span = (node: AST.HasLocs) => ({ start: node.range[0] + shift, end: node.range[1] + shift })
  const reader = new Reader(text, span)
  const root = top.body.filter(node => node.type === 'TOMLKeyValue')
  const tables = top.body.filter(node => node.type === 'TOMLTable')
  return {
    text,
    sections: [
      {
        kind: 'section',
        header: undefined,
        keys: [],
        place: [],
        repeated: false,
        entries: root.map(node => reader.entry(node, 0)),
      },
      ...tables.map(node => reader.section(node)),
    ],
    comments: program.comments.map(span),
  }
}

class Reader {
  private readonly text: string
  private readonly span: (node: AST.HasLocs) => Span
  constructor(text: string, span: (node: AST.HasLocs) => Span) {
    this.text = text
    this.span = span
  }

  section(node: AST.TOMLTable): Section {
    const keys = this.keys(node.key, 0)
    const repeated = node.kind === 'array'
    const bracket = this.text.indexOf(']', this.span(node.key).end)
    return {
      kind: 'section',
      header: { start: this.span(node).start, end: bracket + (repeated ? 2 : 1) },
      keys,
      place: node.resolvedKey,
      repeated,
      entries: node.body.map(entry => this.entry(entry, keys.length)),
    }
  }

  entry(node: AST.TOMLKeyValue, depth: number): Entry {
    const keys = this.keys(node.key, depth)
    return { keys, item: this.item(node.value, depth + keys.length), span: this.span(node) }
  }

  private keys(node: AST.TOMLKey, depth: number): readonly Key[] {
    this.checkDepth(node, depth + node.keys.length)
    return node.keys.map(key => ({
      name: key.type === 'TOMLBare' ? key.name : key.value,
      span: this.span(key),
    }))
  }

  private item(node: AST.TOMLContentNode, depth: number): Item {
    this.checkDepth(node, depth)
    const span = this.span(node)
    if (node.type === 'TOMLArray') {
      return { kind: 'list', span, items: node.elements.map(item => this.item(item, depth + 1)) }
    }
    if (node.type === 'TOMLInlineTable') {
      return { kind: 'braces', span, entries: node.body.map(entry => this.entry(entry, depth)) }
    }
    return { kind: 'scalar', span, value: literalValue(node) }
  }

  private checkDepth(node: AST.HasLocs, depth: number): void {
    if (depth > DEEPEST) throw errorAt(this.text, this.span(node).start, 'nested too deeply')
  }
}

function literalValue(node: AST.TOMLValue): Value {
  switch (node.kind) {
    case 'string':
    case 'boolean':
      return node.value
    case 'integer':
      return Number.isSafeInteger(node.value) ? node.value + 0 : node.bigint
    case 'float':
      return node.value
    default:
      return new Literal(node.datetime)
  }
}

function parse(text: string, shift: number): AST.TOMLProgram {
  // The parser takes a carriage return of its own for white space, where TOML allows it nowhere.
  const stray = text.search(/\r(?!\n)/)
  if (stray !== -1) throw errorAt(text, stray, 'a carriage return must be followed by a line feed', shift)
  try {
    return parseTOML(text, { tomlVersion: '1.1' })
  } catch (error) {
    if (error instanceof RangeError) throw new ParseError('nested too deeply', 1, 1)
    if (error instanceof SyntaxError && 'index' in error && typeof error.index === 'number') {
      throw errorAt(text, error.index, error.message, shift)
    }
    throw error
  }
}

function errorAt(text: string, offset: number, message: string, shift = 0): ParseError {
  const before = text.slice(0, offset)
  const line = before.split('\n').length
  const column = offset - (before.lastIndexOf('\n') + 1) + 1
  return new ParseError(message, line, line === 1 ? column + shift : column)
}
