import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseLines } from '../../src/documents/lines.ts'
import { applyEdits } from '../../src/model/apply-edits.ts'
import type { Op } from '../../src/model/document.ts'
import { isRefusal } from '../../src/model/document.ts'

function edited(text: string, op: Op): string {
  const edits = parseLines('requirements.txt', text).lower(op)
  return isRefusal(edits) ? `refused: ${edits.refused}` : applyEdits(text, edits)
}

test('a place is a line without its end', () => {
  const text = '\ufeffA=1\r\n\r\n  # c\nB=2'
  const document = parseLines('.env', text)
  expect(document.get([])).toEqual(['A=1', '', '  # c', 'B=2'])
  expect(document.get([3])).toBe('B=2')
  expect(document.get([4])).toBeUndefined()
  expect(document.span([0])).toEqual({ start: 1, end: 4 })
  expect(document.span([0, 1])).toBeUndefined()
  expect(document.spanWithin?.([3], '2')).toEqual({ start: text.length - 1, end: text.length })
  expect(document.spanWithin?.([3], '')).toBeUndefined()
  expect(document.nameOf([3])).toBe('B')
  expect(parseLines('.env', '').get([])).toEqual([])
})

test('comments belong to their line, the next one, or the line they follow', () => {
  const text = '# top\n\n# torch\n# cpu only\ntorch==2  # big\nx#y\n-r a.txt\n-r b.txt # b\n# end\n'
  expect(parseLines('requirements.txt', text).comments.map(({ text, anchor }) => [text, anchor])).toEqual([
    ['# top', 'start of the file'],
    ['# torch', 'torch'],
    ['# cpu only', 'torch'],
    ['# big', 'torch'],
    ['# b', '-r (2)'],
    ['# end', 'after -r (2)'],
  ])
})

describe('operations', () => {
  test.each<[string, string, Op, string]>([
    ['set', 'A=1\r\nB=2\r\n', { op: 'set', at: [1], value: 'B=3' }, 'A=1\r\nB=3\r\n'],
    ['append', 'A=1', { op: 'append', at: [0], text: '2' }, 'A=12'],
    ['splice', 'A=1 2\n', { op: 'splice', at: [0], find: '1', text: '3' }, 'A=3 2\n'],
    ['remove', 'A=1\nB=2\nC=3', { op: 'remove', at: [1] }, 'A=1\nC=3'],
    ['remove the last', 'A=1\nB=2', { op: 'remove', at: [1] }, 'A=1'],
    ['remove the only one', 'A=1\n', { op: 'remove', at: [0] }, ''],
    ['insert', 'A=1\r\n', { op: 'insert', at: [1], value: 'B=2' }, 'A=1\r\nB=2\r\n'],
    ['insert without a final line end', 'A=1', { op: 'insert', at: [1], value: 'B=2' }, 'A=1\nB=2'],
    ['insert into nothing', '', { op: 'insert', at: [0], value: 'B=2' }, 'B=2\n'],
    [
      'insert with a comment, apart from one that ends the file',
      'A=1\n# end\n',
      { op: 'insert', at: [2], value: 'B=2', comments: { above: ['# b'] } },
      'A=1\n# end\n\n# b\nB=2\n',
    ],
  ])('%s', (_name, text, op, expected) => {
    expect(edited(text, op)).toBe(expected)
    const document = parseLines('.env', text)
    expect(document.differs(parseLines('.env', expected), [op], [])).toBeUndefined()
    expect(document.differs(parseLines('.env', `${expected}\nmore`), [op], [])).toBeDefined()
  })

  test.each<[string, Op, string]>([
    ['a line break', { op: 'set', at: [0], value: 'A\nB' }, 'a line break cannot'],
    ['a line break that is appended', { op: 'append', at: [0], text: '\r' }, 'a line break cannot'],
    ['an empty last line', { op: 'insert', at: [1], value: '' }, 'read back differently'],
    ['a place in the middle', { op: 'insert', at: [0], value: 'B' }, 'already there'],
    ['a line that is not there', { op: 'remove', at: [5] }, 'there is no'],
    ['a value that is no text', { op: 'set', at: [0], value: 1 }, 'read back differently'],
    ['a name', { op: 'rename', at: [0], key: 'x' }, 'no name to change'],
    ['what is there twice', { op: 'splice', at: [0], find: 'A', text: '' }, 'exactly once'],
  ])('refuses %s', (_name, op, message) => {
    expect(edited('AA', op)).toMatch(/^refused: /)
    expect(edited('AA', op)).toContain(message)
  })
})

test('a line added to any text is its last, and no comment moves', () => {
  const piece = fc.constantFrom('A=1', '# c', ' # d', 'B # e', '', ' ')
  const texts = fc.tuple(fc.array(piece, { maxLength: 6 }), fc.constantFrom('\n', '\r\n'), fc.boolean())
  fc.assert(
    fc.property(texts, ([pieces, lineEnd, ended]) => {
      const text = pieces.join(lineEnd) + (ended ? lineEnd : '')
      const before = parseLines('.env', text)
      const count = (before.get([]) as string[]).length
      const op: Op = { op: 'insert', at: [count], value: 'NEW=1' }
      const changed = edited(text, op)
      const document = parseLines('.env', changed)
      expect(changed.startsWith(text)).toBe(true)
      expect((document.get([]) as string[]).at(-1)).toBe('NEW=1')
      expect(before.differs(document, [op], [])).toBeUndefined()
      expect(document.comments).toEqual(before.comments)
    }),
    { numRuns: 300 },
  )
})
