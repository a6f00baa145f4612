import { describe, expect, test, vi } from 'vitest'
import { type Document, ParseError } from '../../src/model/document.ts'
import type { ReadResult } from '../../src/project/read.ts'
import { makeSources, reader } from '../../src/project/sources.ts'
import { tree } from './helpers.ts'

const formatOf = (path: string) => (path.endsWith('.ini') ? 'ini' : undefined)

function sourcesOf(files: Record<string, ReadResult | string>) {
  const read = vi.fn((path: string): ReadResult => {
    const result = files[path] ?? { kind: 'missing' }
    return typeof result === 'string' ? { kind: 'text', text: result } : result
  })
  const parse = vi.fn((path: string, format: Document['format'], text: string): Document => {
    if (text.includes('BAD')) throw new ParseError('bad', 3, 4)
    if (text.includes('DEEP')) throw new RangeError('Maximum call stack size exceeded')
    if (text.includes('BUG')) throw new TypeError('bug')
    return { path, format, text } as Document
  })
  const sources = makeSources({
    files: Object.keys(files),
    read,
    formatOf,
    parse,
    isListed: path => path.endsWith('.test.ts'),
    isIgnored: path => path === 'x',
  })
  return { sources, read, parse }
}

describe('reading', () => {
  test('paths are sorted and matched, whether or not anything was read', () => {
    const { sources, read } = sourcesOf({ 'b.ini': '', 'a.ini': '', 'c.py': '' })
    expect(sources.paths).toEqual(['a.ini', 'b.ini', 'c.py'])
    expect(sources.matching(/\.ini$/)).toEqual(['a.ini', 'b.ini'])
    expect(sources.matching(/^c/)).toEqual(['c.py'])
    expect([sources.has('a.ini'), sources.has('none')]).toEqual([true, false])
    expect([sources.isIgnored('x'), sources.isIgnored('y')]).toEqual([true, false])
    expect(read).not.toHaveBeenCalled()
  })

  test('a file is read and parsed once, when it is wanted', () => {
    const { sources, read, parse } = sourcesOf({ 'a.ini': 'x' })
    expect(sources.text('a.ini')).toBe('x')
    expect(sources.document('a.ini')).toBe(sources.document('a.ini'))
    expect(sources.document('a.ini')).toMatchObject({ path: 'a.ini', format: 'ini', text: 'x' })
    expect([read.mock.calls.length, parse.mock.calls.length]).toEqual([1, 1])
    expect([...sources.read]).toEqual([['a.ini', 'x']])
  })

  test('a file that nobody wants parsed is there by its text', () => {
    const { sources, parse } = sourcesOf({ 'a.py': 'x' })
    expect(sources.document('a.py')).toBeUndefined()
    expect(sources.text('a.py')).toBe('x')
    expect(parse).not.toHaveBeenCalled()
    expect(sources.errors.size).toBe(0)
  })

  test('a file that is only listed is there and is not read', () => {
    const { sources, read } = sourcesOf({ 'a.test.ts': 'x' })
    expect([sources.has('a.test.ts'), sources.matching(/test/)]).toEqual([true, ['a.test.ts']])
    expect([sources.text('a.test.ts'), sources.document('a.test.ts')]).toEqual([undefined, undefined])
    expect(read).not.toHaveBeenCalled()
  })

  test('unknown names are not there, names of methods included', () => {
    const { sources } = sourcesOf({ 'a.ini': '' })
    for (const path of ['none', '__proto__', 'constructor', 'toString']) {
      expect([sources.has(path), sources.text(path), sources.document(path)]).toEqual([
        false,
        undefined,
        undefined,
      ])
    }
  })

  test('files of a folder', () => {
    const root = tree({ 'a/b.ini': '\uFEFFx' })
    expect(reader(root)('a/b.ini')).toEqual({ kind: 'text', text: '\uFEFFx' })
  })
})

describe('what goes wrong', () => {
  test('is known by path, once somebody asked for the file', () => {
    const malformed = new ParseError('a byte that is not valid UTF-8', 2, 1)
    const { sources, parse } = sourcesOf({
      'bad.ini': 'BAD',
      'deep.ini': 'DEEP',
      'bytes.ini': { kind: 'malformed', error: malformed },
      'large.ini': { kind: 'too-large', limit: 8 * 1024 * 1024 },
      'locked.ini': { kind: 'unreadable', code: 'EACCES' },
      'gone.ini': { kind: 'missing' },
    })
    expect(sources.errors.size).toBe(0)
    for (const path of sources.paths)
      expect([sources.document(path), sources.document(path)]).toEqual([undefined, undefined])
    expect(parse).toHaveBeenCalledTimes(2)
    expect([...sources.errors.keys()].sort()).toEqual(['bad.ini', 'bytes.ini', 'deep.ini'])
    expect(sources.errors.get('bad.ini')).toMatchObject({ message: 'bad', line: 3, column: 4 })
    expect(sources.errors.get('deep.ini')).toMatchObject({
      message: 'it is nested too deeply',
      line: 1,
      column: 1,
    })
    expect(sources.errors.get('bytes.ini')).toBe(malformed)
    expect(sources.notes).toEqual([
      'large.ini is left out: it is larger than 8 MiB',
      'gone.ini is left out: it is no longer there',
    ])
    expect(sources.failures).toEqual(['locked.ini cannot be read (EACCES)'])
  })

  test('a bug of a reader is not taken for bad input', () => {
    const { sources } = sourcesOf({ 'a.ini': 'BUG' })
    expect(() => sources.document('a.ini')).toThrow(TypeError)
  })
})

describe('changed texts', () => {
  test('what is unchanged is shared both ways, whoever parses it first', () => {
    const { sources, parse } = sourcesOf({ 'a.ini': 'a', 'b.ini': 'b', 'c.ini': 'c' })
    const before = sources.document('a.ini')
    const changed = sources.withTexts(new Map([['b.ini', 'new']]))
    expect(changed.document('a.ini')).toBe(before)
    expect(sources.document('c.ini')).toBe(changed.document('c.ini'))
    expect(parse).toHaveBeenCalledTimes(2)
    expect([changed.text('b.ini'), sources.text('b.ini')]).toEqual(['new', 'b'])
    expect(changed.document('b.ini')).toMatchObject({ text: 'new' })
  })

  test('files come and go', () => {
    const { sources } = sourcesOf({ 'b.ini': 'b', 'c.ini': 'c' })
    expect(sources.matching(/ini/)).toEqual(['b.ini', 'c.ini'])
    const changed = sources.withTexts(
      new Map([
        ['a.ini', 'a'],
        ['c.ini', undefined],
      ]),
    )
    expect(changed.paths).toEqual(['a.ini', 'b.ini'])
    expect(changed.matching(/ini/)).toEqual(['a.ini', 'b.ini'])
    expect([changed.has('c.ini'), changed.text('c.ini'), changed.document('a.ini')?.text]).toEqual([
      false,
      undefined,
      'a',
    ])
    expect(sources.paths).toEqual(['b.ini', 'c.ini'])
    const swapped = sources.withTexts(
      new Map([
        ['a.ini', 'a'],
        ['b.ini', undefined],
      ]),
    )
    expect(swapped.paths).toEqual(['a.ini', 'c.ini'])
  })

  test('an error goes with the text that had it', () => {
    const { sources } = sourcesOf({ 'a.ini': 'BAD' })
    sources.document('a.ini')
    const mended = sources.withTexts(new Map([['a.ini', 'good']]))
    mended.document('a.ini')
    expect([sources.errors.size, mended.errors.size]).toEqual([1, 0])
  })
})
