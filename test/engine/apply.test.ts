import { describe, expect, it } from 'vitest'
import { applyFix, editsOf } from '../../src/engine/apply.ts'
import { disproof } from '../../src/engine/prove.ts'
import { applyEdits } from '../../src/model/apply-edits.ts'
import { type Document, type Edit, isRefusal, type Op } from '../../src/model/document.ts'
import type { FileOp, Fix } from '../../src/model/fix.ts'
import { parseDocument } from './documents.ts'
import { sourcesOf } from './toy.ts'

const fix = (...ops: FileOp[]): Fix => ({ title: 'change it', safety: 'safe', ops })
const set = (path: string, key: string, value: string): FileOp => ({
  path,
  op: { op: 'set', at: ['toy', key], value },
})

function apply(files: Readonly<Record<string, string>>, ...ops: FileOp[]) {
  const transaction = applyFix(fix(...ops), sourcesOf(files), parseDocument)
  if (isRefusal(transaction)) return transaction
  const texts = Object.fromEntries(transaction.changes.map(({ path, after }) => [path, after.text]))
  return { texts, edits: editsOf(transaction), disproof: disproof(transaction) }
}

describe('edits', () => {
  it('are applied from the left, those at one place in their order', () => {
    const edits = [
      { start: 4, end: 5, text: 'X' },
      { start: 1, end: 1, text: 'a' },
      { start: 1, end: 1, text: 'b' },
    ]
    expect(applyEdits('01234', edits)).toBe('0ab123X')
  })
})

describe('a fix', () => {
  it('may change several places of a file at once', () => {
    expect(
      apply({ 'a.ini': '[toy]\na = 1\nb = 2\n' }, set('a.ini', 'b', 'y'), set('a.ini', 'a', 'x')),
    ).toMatchObject({
      texts: { 'a.ini': '[toy]\na = x\nb = y\n' },
      edits: [
        { file: 'a.ini', text: 'y' },
        { file: 'a.ini', text: 'x' },
      ],
      disproof: undefined,
    })
  })

  it('may do one thing after another, and is then one edit from the first text to the last', () => {
    const removal: FileOp = { path: 'a.ini', op: { op: 'remove', at: ['toy', 'a'] } }
    const insertion: FileOp = { path: 'a.ini', op: { op: 'insert', at: ['toy', 'a'], value: 'new' } }
    const result = apply({ 'a.ini': '[toy]\na = 1\nb = 2\n' }, removal, insertion)
    expect(result).toMatchObject({ edits: [{ file: 'a.ini' }], disproof: undefined })
    if (isRefusal(result)) throw new Error(result.refused)
    expect(applyEdits('[toy]\na = 1\nb = 2\n', result.edits)).toBe(result.texts['a.ini'])
    expect(parseDocument('a.ini', result.texts['a.ini'] ?? '').get(['toy'])).toEqual({ a: 'new', b: '2' })
  })

  it('creates a file that is missing', () => {
    const insertion: FileOp = { path: 'new.ini', op: { op: 'insert', at: ['toy', 'a'], value: '1' } }
    expect(apply({}, insertion)).toMatchObject({
      edits: [{ file: 'new.ini', create: true, start: 0, end: 0, text: '[toy]\na = 1\n' }],
      disproof: undefined,
    })
  })

  it('over two files is refused whole when one of them refuses', () => {
    const files = { 'a.ini': '[toy]\na = 1\n', 'b.ini': '[toy]\na = 1\n' }
    const result = apply(files, set('a.ini', 'a', '2'), set('b.ini', 'missing', '2'))
    expect(isRefusal(result)).toBe(true)
  })

  it('does not touch a file that does not parse', () => {
    expect(apply({ 'a.ini': 'broken' }, set('a.ini', 'a', '2'))).toEqual({ refused: 'a.ini does not parse' })
  })
})

/** An ini document whose operations do harm of one kind. */
function harmful(before: string, edits: readonly Edit[]) {
  const harm = (document: Document): Document => ({ ...document, lower: () => edits })
  const sources = sourcesOf({ 'a.ini': before })
  const transaction = applyFix(
    fix(set('a.ini', 'a', '2')),
    { ...sources, document: path => harm(sources.document(path) ?? parseDocument(path, '')) },
    parseDocument,
  )
  return isRefusal(transaction) ? transaction.refused : disproof(transaction)
}

describe('the proofs', () => {
  const text = '[toy]\n# about a\na = 1\nb = 1\n'
  const value = { start: text.indexOf('1'), end: text.indexOf('1') + 1, text: '2' }

  it('accept what was intended', () => {
    expect(harmful(text, [value])).toBeUndefined()
  })

  it('(a) the result parses', () => {
    expect(harmful(text, [value, { start: text.length, end: text.length, text: 'broken\n' }])).toMatch(
      /^a\.ini would no longer parse: /,
    )
  })

  it('(b) nothing but the intended value changes', () => {
    const other = { start: text.length - 2, end: text.length - 1, text: '3' }
    expect(harmful(text, [value, other])).toMatch(/^a\.ini: the edit would change more than intended: /)
  })

  it('(b) the intended value does change', () => {
    expect(harmful(text, [])).toMatch(/more than intended/)
  })

  it('(c) no comment is lost', () => {
    const comment = { start: 6, end: 16, text: '' }
    expect(harmful(text, [value, comment])).toBe(
      'the comment "# about a" would be lost or end up beside something else',
    )
  })

  it('(c) no comment ends up beside something else', () => {
    const moved = '[toy]\na = 2\n# about a\nb = 1\n'
    expect(harmful(text, [{ start: 0, end: text.length, text: moved }])).toMatch(
      /end up beside something else/,
    )
  })

  it.each([
    ['line endings of another kind', text.replace('1\nb', '2\r\nb')],
    ['the final newline', text.replace('1', '2').trimEnd()],
    ['the byte order mark', `\uFEFF${text.replace('1', '2')}`],
  ])('(d) %s do not change', (what, after) => {
    expect(harmful(text, [{ start: 0, end: text.length, text: after }])).toMatch(what)
  })

  it('(d) no other indentation appears', () => {
    const spaced = '[toy]\na =\n  1\nb = 1\n'
    const after = '[toy]\na =\n\t2\nb = 1\n'
    expect(harmful(spaced, [{ start: 0, end: spaced.length, text: after }])).toMatch(
      'indentation of another kind',
    )
  })
})

it('operations are lowered on the text they will meet', () => {
  const ops: Op[] = [
    { op: 'set', at: ['toy', 'a'], value: 'longer than before' },
    { op: 'append', at: ['toy', 'a'], text: ' and on' },
  ]
  const result = apply({ 'a.ini': '[toy]\na = 1\n' }, ...ops.map(op => ({ path: 'a.ini', op })))
  expect(result).toMatchObject({ texts: { 'a.ini': '[toy]\na = longer than before and on\n' } })
})
