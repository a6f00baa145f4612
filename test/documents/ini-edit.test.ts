import { describe, expect, test } from 'vitest'
import type { Dialect } from '../../src/documents/ini.ts'
import { parseIni } from '../../src/documents/ini.ts'
import { applyEdits } from '../../src/model/apply-edits.ts'
import type { Op } from '../../src/model/document.ts'
import { isRefusal } from '../../src/model/document.ts'
import { table } from '../../src/model/value.ts'

function edited(text: string, op: Op, dialect?: Dialect): string {
  const edits = parseIni('x.ini', text, dialect).lower(op)
  return isRefusal(edits) ? `refused: ${edits.refused}` : applyEdits(text, edits)
}

const at = ['a', 'k']
const flag: Op = { op: 'append', at, text: ' --x' }

function set(value: string): Op {
  return { op: 'set', at, value }
}

describe('append', () => {
  test.each([
    ['one line', '[a]\nk = 1\nl = 2\n', '[a]\nk = 1 --x\nl = 2\n'],
    ['several lines', '[a]\nk =\n  1\n  2  \n\nl = 2\n', '[a]\nk =\n  1\n  2 --x  \n\nl = 2\n'],
    ['below a comment', '[a]\nk =\n  1\n  # c\n  2\n  # d\n', '[a]\nk =\n  1\n  # c\n  2 --x\n  # d\n'],
    ['no final line end', '[a]\nk:1', '[a]\nk:1 --x'],
    ['an empty value', '[a]\nk =\nl=\n', '[a]\nk = --x\nl=\n'],
    ['an empty value without spaces', '[a]\nk=\n', '[a]\nk=--x\n'],
    ['an empty value with a space', '[a]\nk : \r\n', '[a]\nk : --x\r\n'],
    ['a byte order mark', '\ufeff[a]\nk = 1\n', '\ufeff[a]\nk = 1 --x\n'],
  ])('%s', (_name, text, expected) => {
    expect(edited(text, flag)).toBe(expected)
  })

  test('refuses what would be read back differently', () => {
    expect(edited('[a]\nk=1\n', { op: 'append', at, text: '\n --x' })).toContain('a line break cannot be')
    expect(edited('[a]\nk=1\n', { op: 'append', at, text: ' ' })).toContain('read back differently')
    expect(edited('[a]\nk=1\n', { op: 'append', at: ['a'], text: ' 2' })).toContain('not a string')
  })
})

describe('set', () => {
  test.each([
    ['keeps separator and spacing', '[a]\nk :  1  \n', '2', '[a]\nk :  2  \n'],
    ['only the lines that differ', '[a]\nk =\n\t1\n# c\n\t2\n', '1\n3', '[a]\nk =\n\t1\n# c\n\t3\n'],
    ['adds lines like the others', '[a]\r\nk =\r\n\t1\r\n', '1\n2', '[a]\r\nk =\r\n\t1\r\n\t2\r\n'],
    ['removes lines whole', '[a]\nk =\n  1\n  2\n  3\nl = 1\n', '1\n3', '[a]\nk =\n  1\n  3\nl = 1\n'],
    ['removes an unended last line', '[a]\nk = 1\n  2', '1', '[a]\nk = 1'],
    ['starts below an empty key', '[a]\nk =\n', '1\n2', '[a]\nk =\n    1\n    2\n'],
    ['empties a key', '[a]\nk = 1\n  2\nl = 1\n', '', '[a]\nk =\nl = 1\n'],
    ['nothing when it is already so', '[a]\nk = 1\n', '1', '[a]\nk = 1\n'],
  ])('%s', (_name, text, value, expected) => {
    expect(edited(text, set(value))).toBe(expected)
  })

  test('of a number writes the number', () => {
    expect(edited('[a]\nk = 1\n', { op: 'set', at, value: 6 })).toBe('[a]\nk = 6\n')
  })

  test.each([' 1', '1 ', '\n1', '1\n', '1\n\n2', '1\n# c', '1\n; c', '1\r2', '1\f  2', '1\u2028=2'])(
    'refuses %j, which would be read back differently',
    value => {
      expect(edited('[a]\nk = 1\n', set(value))).toMatch(
        /^refused: .*(would be read back differently|would not parse)/,
      )
    },
  )

  test('refuses to move a comment inside the value', () => {
    expect(edited('[a]\nk =\n  1\n  # c\n  2\n', set('0\n1\n2'))).toContain('would lose its place')
    expect(edited('[a]\nk =\n  1\n  # c\n\n  2\n', set('0\n1\n2'))).toContain('would lose its place')
    expect(edited('[a]\nk =\n  1\n  # c\n  2\n', set('1\n2\n3'))).toBe('[a]\nk =\n  1\n  # c\n  2\n  3\n')
  })

  test('refuses what is not there, not text, or a section', () => {
    expect(edited('[a]\n', set('1'))).toBe('refused: there is no a.k')
    expect(edited('[a]\nk=1\n', { op: 'set', at, value: ['x'] })).toContain('an ini file holds text')
    expect(edited('[a]\nk=1\n', { op: 'set', at: ['a'], value: '1' })).toContain('is a section')
    expect(edited('[a]\nk=1\n', { op: 'rewrite', at, lines: [] })).toContain('only Python files')
  })

  test('configparser counts blank lines, and its keys have no case', () => {
    expect(edited('[a]\nK = 1\n\n  2\n', set('1\n\n3'), 'configparser')).toBe('[a]\nK = 1\n\n  3\n')
    expect(edited('[a]\nK =\n  2\n', { ...set('\n3'), at: ['a', 'K'] }, 'configparser')).toBe(
      '[a]\nK =\n  3\n',
    )
  })
})

describe('lift', () => {
  const lift = (find: string): Op => ({ op: 'lift', at, find })

  test.each([
    ['from the key line', '[a]\nk = -q  # c\nl = 1\n', '  # c', '[a]\n# c\nk = -q\nl = 1\n'],
    ['below a comment', '[a]\n; b\nk = -q ; c\n', ' ; c', '[a]\n; b\n; c\nk = -q\n'],
    [
      'from a line of it',
      '[a]\nk =\n  -q\n  -n 2 # c\n  -v\n',
      ' # c',
      '[a]\nk =\n  -q\n  # c\n  -n 2\n  -v\n',
    ],
    ['from all there is on the key line', '[a]\nk = # c\n  -q\n', '# c', '[a]\n# c\nk =\n  -q\n'],
    ['from an unended line', '[a]\r\nk = -q #c', ' #c', '[a]\r\n#c\r\nk = -q'],
  ])('%s', (_name, text, find, expected) => {
    expect(edited(text, lift(find))).toBe(expected)
  })

  test('refuses what would be no comment, and what ends no line', () => {
    expect(edited('[a]\nk = -q c\n', lift(' c'))).toContain('refused')
    expect(edited('[a]\nk = -q # c\n', lift('# '))).toContain('does not end a line')
    expect(edited('[a]\nk = -q # c\n  # c\n  -v # c\n', lift('# c'))).toContain('exactly once')
    expect(edited('[a]\nk = -q # c\n', { op: 'lift', at: ['a', 'l'], find: '#' })).toContain('refused')
  })
})

describe('splice', () => {
  const splice = (find: string, text: string): Op => ({ op: 'splice', at, find, text })

  test('changes one place of a value', () => {
    expect(edited('[a]\nk =\n  -q\n  -n auto # x\n', splice('auto', '6'))).toBe(
      '[a]\nk =\n  -q\n  -n 6 # x\n',
    )
    expect(edited('[a]\nk =\n  -q\n  -n 4\n', splice('-q\n-n', '-n'))).toBe('[a]\nk =\n  -n 4\n')
    expect(edited('[a]\nk =\n\t-q\n', splice('-q', '-q\n-v'))).toBe('[a]\nk =\n\t-q\n\t-v\n')
  })

  test('refuses what is not there exactly once, and what would read differently', () => {
    expect(edited('[a]\nk = aaa\n', splice('aa', 'b'))).toContain('does not hold "aa" exactly once')
    expect(edited('[a]\nk =\n  -q\n  -n 4\n', splice('-q -n', '-n'))).toContain('exactly once')
    expect(edited('[a]\nk =\n  1\n  2\n  3\n', splice('2', ''))).toContain('read back differently')
    expect(edited('[a]\nk =\n  1\n  # c\n  2\n', splice('1\n2', '3'))).toContain('lose its place')
  })
})

describe('insert', () => {
  const insert = (place: string[], value: string, above: string[] = []): Op => ({
    op: 'insert',
    at: place,
    value,
    ...(above.length > 0 && { comments: { above } }),
  })

  test.each([
    ['like its neighbours', '[a]\nk=1\n', 'x', '[a]\nk=1\nn=x\n'],
    [
      'before what leads to the next section',
      '[a]\nk : 1\n\n# b\n[b]\n',
      'x',
      '[a]\nk : 1\nn : x\n\n# b\n[b]\n',
    ],
    ['below a value of several lines', '[a]\nk =\n  1\n  # c\n\n', 'x', '[a]\nk =\n  1\n  # c\nn = x\n\n'],
    ['into an empty section', '[a]  # c\r\n[b]\r\n', 'x', '[a]  # c\r\nn = x\r\n[b]\r\n'],
    ['without a final line end', '[a]\nk = 1', 'x', '[a]\nk = 1\nn = x'],
    ['several lines', '[a]\nk =\n\t1\n', 'x\ny', '[a]\nk =\n\t1\nn =\n\tx\n\ty\n'],
    ['an empty value', '[a]\nk = 1\n', '', '[a]\nk = 1\nn =\n'],
  ])('%s', (_name, text, value, expected) => {
    expect(edited(text, insert(['a', 'n'], value))).toBe(expected)
  })

  test('takes comments along, those for beside a value above it', () => {
    const op: Op = { op: 'insert', at: ['a', 'n'], value: 'x', comments: { above: ['# c'], beside: '# d' } }
    expect(edited('[a]\nk = 1\n', op)).toBe('[a]\nk = 1\n# c\n# d\nn = x\n')
  })

  test('writes a new section at the end', () => {
    const op = insert(['n', 'k'], 'x', ['# c'])
    expect(edited('[a]\nk=1\n', op)).toBe('[a]\nk=1\n\n[n]\n# c\nk=x\n')
    expect(edited('[a]\r\nk=1', op)).toBe('[a]\r\nk=1\r\n\r\n[n]\r\n# c\r\nk=x')
    expect(edited('[a]\nk=1\n\n', op)).toBe('[a]\nk=1\n\n[n]\n# c\nk=x\n')
    expect(edited('', op)).toBe('[n]\n# c\nk = x\n')
  })

  test('writes a section with its keys and their comments', () => {
    const value = table([
      ['k', 'x'],
      ['__proto__', 2],
    ])
    const inside = { k: { above: ['# d'] } }
    const op: Op = { op: 'insert', at: ['n'], value, comments: { above: ['# c'], inside } }
    expect(edited('[a]\n', op)).toBe('[a]\n\n# c\n[n]\n# d\nk = x\n__proto__ = 2\n')
  })

  test('configparser: a key is indented like the last one, which would swallow it else', () => {
    const text = '[a]\n  k = 1\n  [b]\n  l = 2\n'
    expect(edited(text, insert(['a', 'n'], 'x'), 'configparser')).toBe(
      '[a]\n  k = 1\n  n = x\n  [b]\n  l = 2\n',
    )
    expect(edited('[a]\nk = 1\n', insert(['a', 'N'], 'x\ny'), 'configparser')).toBe(
      '[a]\nk = 1\nN = x\n    y\n',
    )
  })

  test('refuses names and comments that an ini file cannot have, and what is there', () => {
    expect(edited('[a]\n', insert(['a', 'x=y'], 'x'))).toContain('read back differently')
    expect(edited('[a]\n', insert(['a', '[x'], 'x'))).toMatch(/^refused/)
    expect(edited('[a]\n', insert(['a', '# x'], 'x'))).toContain('read back differently')
    expect(edited('[a]\n', insert(['b]\n[c', 'x'], 'x'))).toContain('read back differently')
    expect(edited('[a]\nk=1\n', insert(['a', 'n'], 'x', ['l = 2']))).toContain('read back differently')
    expect(edited('[a]\nk=1\n', insert(at, 'x'))).toBe('refused: a.k is already there')
    expect(edited('[a]\nk=1\n', insert(['a', 'k', 'z'], 'x'))).toContain('cannot be inside')
    expect(edited('[a]\n', { op: 'insert', at: ['a', 'n'], value: ['x'] })).toContain('holds text')
  })

  test('refuses to take over comments that are indented below a header', () => {
    expect(edited('[a]\n  # k = 1\n', insert(['a', 'n'], 'x'))).toContain('a comment would lose its place')
  })
})

describe('remove', () => {
  test.each([
    [
      'a key with its own comments',
      '[a]\n# l\n\n# k\nk =\n  1\n  # 2\n# m\nm = 1\n',
      at,
      '[a]\n# l\n\n# m\nm = 1\n',
    ],
    ['an unended last key', '[a]\nl = 1\nk = 1', at, '[a]\nl = 1'],
    ['a section', '[a]\nk=1\n# end\n\n# b\n[b]\n', ['a'], '# b\n[b]\n'],
    ['the last section', '[b]\nk=1\n\n# a\n[a]\nk=1\n# end\n', ['a'], '[b]\nk=1\n'],
  ])('%s', (_name, text, place, expected) => {
    expect(edited(text, { op: 'remove', at: place })).toBe(expected)
  })

  test('refuses a section that is opened twice', () => {
    const text = '[DEFAULT]\na=1\n[x]\n[DEFAULT]\nb=2\n'
    expect(edited(text, { op: 'remove', at: ['DEFAULT'] }, 'configparser')).toContain('several times')
  })
})

test('rename changes names, and refuses what would not be one', () => {
  expect(edited('[a]\nk = 1\n', { op: 'rename', at, key: 'l' })).toBe('[a]\nl = 1\n')
  expect(edited('[a] # c\n', { op: 'rename', at: ['a'], key: 'b' })).toBe('[b] # c\n')
  expect(edited('[a]\nK = 1\n', { op: 'rename', at, key: 'L' }, 'configparser')).toBe('[a]\nL = 1\n')
  expect(edited('[a]\nk = 1\n', { op: 'rename', at, key: 'l: ' })).toContain('read back differently')
  expect(edited('[a]\nk = 1\nl = 2\n', { op: 'rename', at, key: 'l' })).toContain('is already there')
})

test('differs tells what an edit did beyond its operation', () => {
  const before = parseIni('x.ini', '[a]\nk = 1\nl = 2\n')
  const changed = parseIni('x.ini', '[a]\nk = 1 --x\nl = 3\n')
  expect(before.differs(changed, [flag], [])).toBe('a.l should be "2" and is "3"')
  expect(before.differs(parseIni('x.ini', '[a]\nk = 1 --x\nl = 2\n'), [flag], [])).toBeUndefined()
})
