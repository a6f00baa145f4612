import { visit } from 'jsonc-parser'
import { ParseError, type Span } from '../../model/document.ts'
import type { Place, Value } from '../../model/value.ts'
import type { Container, LooseComment, Node, Tree } from '../braces/tree.ts'
import { hasLineBreak } from '../line-text.ts'

/** Throws ParseError for the first thing that is not JSON with comments and trailing commas. */
export function parseTree(text: string): Tree {
  const file: Container = { kind: 'file', at: [], start: 0, end: text.length, items: [] }
  const open: Open[] = [{ container: file, names: new Set() }]
  const comments: LooseComment[] = []
  let hasTwins = false
  let last = { end: 0, attached: false }

  function current() {
    const top = open.at(-1)
    if (!top) throw new Error('the reader closed more brackets than it opened')
    return top
  }

  function placeOfNext(): Place {
    const { container, key } = current()
    if (container.kind === 'file') return []
    return [...container.at, key ? key.name : container.items.length]
  }

  function begin(kind: 'object' | 'array', offset: number, length: number): void {
    if (open.length > MAX_DEPTH) throw failure(text, `is nested more than ${MAX_DEPTH} levels deep`, offset)
    const holder = current().container
    const container: Container = { kind, at: placeOfNext(), start: offset, end: offset, items: [], holder }
    open.push({ container, names: new Set() })
    last = { end: offset + length, attached: true }
  }

  function end(offset: number, length: number): void {
    const { container } = current()
    open.pop()
    container.end = offset + length
    add(container)
  }

  function add(node: Node): void {
    const at = placeOfNext()
    const top = current()
    const keySpan = top.key?.span
    const start = keySpan?.start ?? node.start
    top.container.items.push({
      at,
      parent: top.container,
      ...(keySpan && { keySpan }),
      start,
      end: node.end,
      node,
    })
    delete top.key
    last = { end: node.end, attached: true }
  }

  const readable = text.startsWith('\uFEFF') ? ` ${text.slice(1)}` : text
  visit(
    readable,
    {
      onObjectBegin: (offset, length) => begin('object', offset, length),
      onArrayBegin: (offset, length) => begin('array', offset, length),
      onObjectEnd: end,
      onArrayEnd: end,
      onObjectProperty(name, offset, length) {
        const top = current()
        top.key = { name, span: { start: offset, end: offset + length } }
        hasTwins ||= top.names.has(name)
        top.names.add(name)
        last = { end: offset + length, attached: true }
      },
      onLiteralValue: (value: Value, offset, length) =>
        add({ kind: 'scalar', value, start: offset, end: offset + length }),
      onSeparator(character, offset, length) {
        const item = current().container.items.at(-1)
        if (character === ',' && item) item.comma = offset
        last = { end: offset + length, attached: true }
      },
      onComment(offset, length) {
        const { container, key } = current()
        const attached = last.attached && !hasLineBreak(text, last.end, offset)
        const start = offset
        const end = offset + length
        comments.push({
          start,
          end,
          container,
          index: container.items.length,
          inside: key !== undefined,
          attached,
        })
        last = { end, attached }
      },
      onError(error, offset) {
        throw failure(text, MESSAGES[error] ?? 'is not valid JSON', offset)
      },
    },
    { allowTrailingComma: true, allowEmptyContent: true },
  )
  return { file, comments, hasTwins }
}

/** A container that is being read, with the property that waits for its value. */
interface Open {
  readonly container: Container
  readonly names: Set<string>
  key?: { readonly name: string; readonly span: Span }
}

/** Far beyond any real configuration, and far below where recursion ends. */
const MAX_DEPTH = 256

/** By jsonc-parser's ParseErrorCode, whose const enum does not exist at run time. */
const MESSAGES: Readonly<Record<number, string>> = {
  1: 'has a word or symbol here that JSON does not know; strings need double quotes',
  2: 'has a number here that JSON does not allow',
  3: 'needs a property name in double quotes here',
  4: 'needs a value here',
  5: 'needs a colon here',
  6: 'needs a comma here',
  7: 'needs a closing brace here',
  8: 'needs a closing bracket here',
  9: 'goes on after its end here',
  11: 'has a comment here that is never closed',
  12: 'has a string here that is never closed',
  13: 'has a number here that is not complete',
  14: 'has an invalid \\u escape in this string',
  15: 'has an invalid escape in this string',
  16: 'has a control character in this string that must be escaped',
}

function failure(text: string, message: string, offset: number): ParseError {
  const before = text.slice(text.startsWith('\uFEFF') ? 1 : 0, offset).split(/\r\n|\n|\r/)
  return new ParseError(`the JSON ${message}`, before.length, (before.at(-1) ?? '').length + 1)
}
