import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseToml } from '../../src/documents/toml.ts'
import type { Comments, Document, Edit, Op } from '../../src/model/document.ts'
import { isRefusal } from '../../src/model/document.ts'
import { isTable, type Place, sameValue, type Value } from '../../src/model/value.ts'

/* Files of any style. Comments are numbered, so that each can be told from every other. */

const key = fc.constantFrom(
  'jobs',
  'lto',
  'opt-level',
  '"dotted.key"',
  "'literal key'",
  '__proto__',
  'ünï'.replace(/.+/, '"ünï"'),
)
const gap = fc.constantFrom('', ' ', '\t', '  ')
const separator = fc.constantFrom(' = ', '=', '  =\t')
const scalar = fc.constantFrom(
  '1',
  '0x1F',
  '-7',
  '1_000',
  '3.5',
  'inf',
  'true',
  '"thin"',
  '"a \\u00e9 \\"q\\" #no"',
  "'C:\\path # no'",
  '1979-05-27T07:32:00Z',
  '07:32',
  '"""\nfirst\n  # no comment\n"""',
  "'''\n[not.a.header]\n'''",
  '9223372036854775807',
)
const array = fc
  .tuple(
    fc.array(scalar, { maxLength: 4 }),
    fc.constantFrom('line', 'lines', 'packed'),
    fc.boolean(),
    fc.boolean(),
  )
  .map(([items, style, comma, remarks]) => {
    if (style === 'line') return `[${items.join(', ')}${comma && items.length > 0 ? ',' : ''}]`
    if (style === 'packed') return `[ ${items.join(',')} ]`
    const lines = items.map((item, index) => {
      const end = index < items.length - 1 || comma ? ',' : ''
      return `${remarks ? '  # above COMMENT\n' : ''}  ${item}${end}${remarks ? ' # beside COMMENT' : ''}\n`
    })
    return `[${remarks ? ' # opening COMMENT' : ''}\n${lines.join('')}${remarks ? '  # last COMMENT\n' : ''}]`
  })
const value = fc.oneof(
  { weight: 4, arbitrary: scalar },
  { weight: 2, arbitrary: array },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      '{}',
      '{ }',
      '{ a = 1 }',
      '{a=1, b.c="x",}',
      '{\n  a = 1, # COMMENT\n  b = [1]\n}',
    ),
  },
)
const entry = fc
  .tuple(gap, fc.array(key, { minLength: 1, maxLength: 3 }), separator, value, fc.boolean())
  .map(
    ([indent, keys, equals, item, remark]) =>
      `${indent}${keys.join('.')}${equals}${item}${remark ? ' # COMMENT' : ''}`,
  )
const filler = fc.constantFrom('', '', '# COMMENT', '  # COMMENT', '# COMMENT\n\n# COMMENT')
const header = fc
  .tuple(gap, fc.array(key, { minLength: 1, maxLength: 3 }), fc.boolean(), fc.boolean())
  .map(([indent, keys, repeated, remark]) => {
    const name = keys.join(' . ')
    return `${indent}${repeated ? `[[${name}]]` : `[ ${name} ]`}${remark ? ' # COMMENT' : ''}`
  })
const line = fc.oneof(
  { weight: 5, arbitrary: entry },
  { weight: 3, arbitrary: filler },
  { weight: 2, arbitrary: header },
)

interface Style {
  readonly eol: string
  readonly bom: boolean
  readonly ended: boolean
}
const style: fc.Arbitrary<Style> = fc.record({
  eol: fc.constantFrom('\n', '\r\n'),
  bom: fc.boolean(),
  ended: fc.boolean(),
})

const file = fc.tuple(fc.array(line, { maxLength: 14 }), style).map(([lines, { eol, bom, ended }]) => {
  const kept: string[] = []
  for (const next of lines) {
    const text = [...kept, next].join('\n')
    if (read(text)) kept.push(next)
  }
  let number = 0
  const text = kept.join('\n').replace(/COMMENT/g, () => `c${number++}`)
  return (bom ? '\uFEFF' : '') + (text === '' ? '' : text + (ended ? '\n' : '')).replaceAll('\n', eol)
})

function read(text: string): Document | undefined {
  try {
    return parseToml('any.toml', text)
  } catch {
    return undefined
  }
}

const newScalar: fc.Arbitrary<Value> = fc.oneof(
  fc.integer(),
  fc.double(),
  fc.boolean(),
  fc.bigInt({ min: 2n ** 53n, max: 2n ** 63n - 1n }),
  fc.string({ unit: 'binary' }).filter(text => !/\p{Surrogate}/u.test(text)),
  fc.constantFrom('thin', "it's", 'two\nlines', '"""', "'''", '\\', '\u007f\u0000'),
)
const newTable = fc.dictionary(fc.constantFrom('jobs', 'a b', '__proto__', 'x', ''), newScalar, {
  noNullPrototype: false,
})
const newValue: fc.Arbitrary<Value> = fc.oneof(
  { weight: 4, arbitrary: newScalar },
  { weight: 1, arbitrary: fc.array(newScalar, { maxLength: 3 }) },
  { weight: 2, arbitrary: newTable },
  { weight: 1, arbitrary: fc.dictionary(fc.constantFrom('p', 'q'), newTable) },
)

function placesOf(found: Value | undefined, at: Place = []): Place[] {
  if (Array.isArray(found)) return [at, ...found.flatMap((item, index) => placesOf(item, [...at, index]))]
  if (isTable(found))
    return [at, ...Object.entries(found).flatMap(([name, item]) => placesOf(item, [...at, name]))]
  return [at]
}

const newKey = fc.constantFrom('fresh', 'other key', 'jobs', '__proto__', '')

/** An operation for a file: anything that can be said about its places. */
const change = fc
  .tuple(file, fc.nat(), fc.nat(5), newValue, newKey, newKey, fc.string({ maxLength: 3 }), fc.boolean())
  .map(([text, pick, kind, fresh, name, second, part, deep]) => {
    const document = parseToml('any.toml', text)
    const places = placesOf(document.get([]))
    const at = places[pick % places.length] ?? []
    const parent = document.get(at)
    const below: Place = Array.isArray(parent)
      ? [...at, parent.length]
      : [...at, name, ...(deep ? [second] : [])]
    const old = typeof parent === 'string' ? parent : ''
    const ops: readonly Op[] = [
      { op: 'set', at, value: fresh },
      { op: 'insert', at: below, value: fresh },
      { op: 'remove', at },
      { op: 'rename', at, key: name },
      { op: 'append', at, text: part },
      { op: 'splice', at, find: old.slice(old.length >> 1, (old.length >> 1) + 2), text: part },
    ]
    return { document, op: ops[kind] ?? ops[0] }
  })

test('an operation changes its place and nothing else', { timeout: 120_000 }, () => {
  const performed = new Map<string, number>()
  fc.assert(
    fc.property(change, ({ document, op }) => {
      if (!op) throw new Error('there is always an operation')
      const edits = document.lower(op)
      if (isRefusal(edits)) return
      performed.set(op.op, (performed.get(op.op) ?? 0) + 1)
      const text = applied(document.text, edits)
      const after = parseToml('any.toml', text)
      expect(document.differs(after, [op], edits)).toBeUndefined()
      if (op.op === 'set' || op.op === 'insert') expect(sameValue(after.get(op.at), op.value)).toBe(true)
      if (op.op === 'remove' && typeof op.at.at(-1) === 'string') expect(after.get(op.at)).toBeUndefined()
      expect(text.startsWith('\uFEFF')).toBe(document.text.startsWith('\uFEFF'))
      const content = document.text.replace('\uFEFF', '')
      if (content !== '' && text.replace('\uFEFF', '') !== '')
        expect(text.endsWith('\n')).toBe(content.endsWith('\n'))
      if (content.includes('\n')) expect(endings(text)).toEqual(subset(endings(text), endings(content)))
      expectCommentsKept(document, after, op)
    }),
    { numRuns: 2000 },
  )
  for (const op of ['set', 'insert', 'remove', 'rename', 'append', 'splice']) {
    expect(performed.get(op) ?? 0, op).toBeGreaterThan(5)
  }
})

test('every place of a file has a span, and its text is its value', { timeout: 60_000 }, () => {
  fc.assert(
    fc.property(file, text => {
      const document = parseToml('any.toml', text)
      for (const at of placesOf(document.get([]))) {
        const span = document.span(at)
        expect(span).toBeDefined()
        if (!span) continue
        const found = document.get(at)
        const written = text.slice(span.start, span.end)
        if (isTable(found) || Array.isArray(found)) continue
        expect(sameValue(parseToml('one.toml', `x = ${written}`).get(['x']), found)).toBe(true)
        const name = at.at(-1)
        const keySpan = document.keySpan(at)
        if (typeof name !== 'string' || !keySpan) continue
        const renamed = parseToml('one.toml', `${text.slice(keySpan.start, keySpan.end)} = 1`)
        expect(renamed.get([name])).toBe(1)
      }
    }),
    { numRuns: 1000 },
  )
})

test('text of any kind is read or refused with a line and a column', () => {
  const piece = fc.constantFrom(
    '[',
    ']',
    '{',
    '}',
    '=',
    '"',
    "'",
    '"""',
    '\n',
    '\r\n',
    '\r',
    '#',
    ',',
    '.',
    'a',
    '1',
    ' ',
    '\\',
    '\uFEFF',
    '\0',
  )
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 30 }), pieces => {
      try {
        parseToml('any.toml', pieces.join(''))
      } catch (error) {
        expect(error).toMatchObject({ line: expect.any(Number), column: expect.any(Number) })
      }
    }),
    { numRuns: 3000 },
  )
})

function applied(text: string, edits: readonly Edit[]): string {
  let result = ''
  let at = 0
  for (const edit of [...edits].sort((a, b) => a.start - b.start || a.end - b.end)) {
    expect(edit.start).toBeGreaterThanOrEqual(at)
    result += text.slice(at, edit.start) + edit.text
    at = edit.end
  }
  return result + text.slice(at)
}

function expectCommentsKept(before: Document, after: Document, op: Op): void {
  const left = new Map(after.comments.map(comment => [comment.text, comment.anchor]))
  const gone = before.comments.filter(comment => left.get(comment.text) !== comment.anchor)
  if (op.op === 'remove') {
    const own = textsOf(parseToml('any.toml', before.text).commentsOf(op.at))
    for (const comment of gone) {
      // The last entry of a section can leave a comment behind that no longer is inside of anything.
      const isLeft = comment.anchor.startsWith('in ') && left.get(comment.text) === 'apart'
      expect(isLeft || isOwn(comment.text, own, op, before)).toBe(true)
    }
    return
  }
  if (op.op === 'rename' || (op.op !== 'insert' && typeof op.at.at(-1) === 'number')) {
    // Both change the names that anchors are made of, and so every comment must be where it was.
    expect(after.comments.map(comment => comment.text)).toEqual(before.comments.map(comment => comment.text))
    return
  }
  expect(gone).toEqual([])
}

function isOwn(text: string, own: readonly string[], op: Op, before: Document): boolean {
  const inBrackets = op.at.some((_step, index) => {
    const parent = before.span(op.at.slice(0, index + 1))
    return parent !== undefined && /^[[{]/.test(before.text.slice(parent.start, parent.start + 1))
  })
  return own.includes(text) || inBrackets || typeof op.at.at(-1) === 'number'
}

function textsOf(comments: Comments): readonly string[] {
  const inside = Object.values(comments.inside ?? {}).flatMap(textsOf)
  return [...comments.above, ...(comments.beside === undefined ? [] : [comments.beside]), ...inside]
}

function endings(text: string): readonly string[] {
  return [...new Set(text.match(/\r\n|\n/g) ?? [])].sort()
}

function subset(some: readonly string[], all: readonly string[]): readonly string[] {
  return some.filter(item => all.includes(item))
}
