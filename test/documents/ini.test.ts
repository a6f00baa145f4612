import { describe, expect, test } from 'vitest'
import type { Dialect } from '../../src/documents/ini.ts'
import { parseIni } from '../../src/documents/ini.ts'
import type { Place } from '../../src/model/value.ts'

function values(text: string, dialect: Dialect = 'iniconfig'): unknown {
  return JSON.parse(JSON.stringify(parseIni('x.ini', text, dialect).get([])))
}

describe('values are those of the real reader', () => {
  const both: [string, string, unknown, unknown][] = [
    [
      'several lines',
      '[a]\nk =\n  -n auto\n  -q\n',
      { a: { k: '-n auto\n-q' } },
      { a: { k: '\n-n auto\n-q' } },
    ],
    ['a blank line in a value', '[a]\nk = 1\n\n  2\n', { a: { k: '1\n2' } }, { a: { k: '1\n\n2' } }],
    ['a comment in a value', '[a]\nk = 1\n# c\n  ; c\n  2\n', { a: { k: '1\n2' } }, { a: { k: '1\n2' } }],
    ['no inline comment', '[a]\nk = -n 4 # all\n', { a: { k: '-n 4 # all' } }, { a: { k: '-n 4 # all' } }],
    ['a colon before the equals sign', '[a]\nk:b = c\n', { a: { k: 'b = c' } }, { a: { k: 'b = c' } }],
    ['case', '[a]\nAddOpts = Q\n', { a: { AddOpts: 'Q' } }, { a: { addopts: 'Q' } }],
    ['text behind a header', '[a] # ]\nk = 1\n', { a: { k: '1' } }, { 'a] # ': { k: '1' } }],
    ['a bracket in a value', '[a]\nk = 1\n  [b]\n', { a: { k: '1\n[b]' } }, { a: { k: '1\n[b]' } }],
    ['CRLF', '[a]\r\nk =\r\n  1\r\n  2\r\n', { a: { k: '1\n2' } }, { a: { k: '\n1\n2' } }],
    ['a form feed', '[a]\nk = 1\f  2\n', { a: { k: '1\n2' } }, { a: { k: '1\f  2' } }],
    ['an empty value', '[a]\nk =\n', { a: { k: '' } }, { a: { k: '' } }],
    ['no final line end', '[ a ]\nk = 1', { ' a ': { k: '1' } }, { ' a ': { k: '1' } }],
    ['defaults', '[DEFAULT]\nx = 1\n[a]\n', { DEFAULT: { x: '1' }, a: {} }, { DEFAULT: { x: '1' }, a: {} }],
  ]

  test.each(both)('%s', (_name, text, iniconfig, configparser) => {
    expect(values(text)).toEqual(iniconfig)
    expect(values(text, 'configparser')).toEqual(configparser)
  })

  test('a key named __proto__ is a key', () => {
    const document = parseIni('x.ini', '[__proto__]\n__proto__ = 1\n')
    expect(document.get(['__proto__', '__proto__'])).toBe('1')
    expect(document.get(['constructor'])).toBeUndefined()
    expect(Object.prototype).not.toHaveProperty('1')
  })

  test('iniconfig skips a byte order mark, and offsets count it', () => {
    const text = '\ufeff[pytest]\naddopts = -q\n'
    const document = parseIni('pytest.ini', text)
    expect(document.get(['pytest', 'addopts'])).toBe('-q')
    expect(document.span(['pytest'])).toEqual({ start: 1, end: 9 })
  })

  test('configparser opens [DEFAULT] as often as it is there', () => {
    expect(values('[DEFAULT]\na=1\n[x]\n[DEFAULT]\nb=2\n', 'configparser')).toEqual({
      DEFAULT: { a: '1', b: '2' },
      x: {},
    })
  })
})

describe('errors have the words of the real reader', () => {
  const errors: [Dialect, string, string, number, number][] = [
    ['iniconfig', '[a]\nflag\n', "unexpected line: 'flag'", 2, 1],
    ['iniconfig', "[a]\n# c\ndon't \\\n", `unexpected line: "don't \\\\"`, 3, 1],
    ['iniconfig', '[a]\n  k = 1\n', 'unexpected value continuation', 2, 3],
    ['iniconfig', '[a;b]\n', 'unexpected value continuation', 1, 1],
    ['iniconfig', '[]\n', 'empty section name', 1, 1],
    ['iniconfig', 'k = 1\n', 'no section header defined', 1, 1],
    ['iniconfig', '[a]\n[a]\n', "duplicate section 'a'", 2, 1],
    ['iniconfig', '[a]\nk=1\nk=2\n', "duplicate name 'k'", 3, 1],
    ['iniconfig', '[a]\nk=1\nk=2\n[b]\n c\n', 'unexpected value continuation', 5, 2],
    ['configparser', 'k = 1\n', 'File contains no section headers.', 1, 1],
    ['configparser', '\ufeff[a]\n', 'File contains no section headers.', 1, 1],
    ['configparser', '[a]\n  flag\nother\n', 'Source contains parsing errors', 2, 3],
    ['configparser', '[a]\n= 1\n', 'Source contains parsing errors', 2, 1],
    ['configparser', '[a]\n[a]\n', "section 'a' already exists", 2, 1],
    ['configparser', '[a]\nK=1\nk=2\n', "option 'k' in section 'a' already exists", 3, 1],
  ]

  test.each(errors)('%s %j', (dialect, text, message, line, column) => {
    expect(() => parseIni('x.ini', text, dialect)).toThrow(
      expect.objectContaining({ message, line, column, constructor: expect.anything() }),
    )
  })
})

describe('places', () => {
  const text = '[tool:pytest]  # c\naddopts : -q\n\n   # why\n\t-n auto  \nempty =\nspaced = \n'
  const document = parseIni('setup.cfg', text)
  const cut = (span: { start: number; end: number } | undefined) => span && text.slice(span.start, span.end)

  test('spans of sections, keys and values', () => {
    expect(cut(document.span(['tool:pytest']))).toBe('[tool:pytest]')
    expect(cut(document.keySpan(['tool:pytest']))).toBe('tool:pytest')
    expect(cut(document.keySpan(['tool:pytest', 'addopts']))).toBe('addopts')
    expect(cut(document.span(['tool:pytest', 'addopts']))).toBe('-q\n\n   # why\n\t-n auto')
  })

  test('an empty value is where it would be written', () => {
    expect(document.span(['tool:pytest', 'empty'])?.start).toBe(text.indexOf('empty =') + 7)
    expect(document.span(['tool:pytest', 'spaced'])?.start).toBe(text.indexOf('spaced = ') + 9)
  })

  test('a flag inside a value', () => {
    expect(cut(document.spanWithin?.(['tool:pytest', 'addopts'], '-n auto'))).toBe('-n auto')
    expect(cut(document.spanWithin?.(['tool:pytest', 'addopts'], '-q\n-n'))).toBe('-q\n\n   # why\n\t-n')
    expect(document.spanWithin?.(['tool:pytest', 'addopts'], '-')).toBeUndefined()
    expect(document.spanWithin?.(['tool:pytest', 'addopts'], '')).toBeUndefined()
    expect(document.spanWithin?.(['tool:pytest'], '-q')).toBeUndefined()
  })

  test.each<[Place]>([[['x']], [['tool:pytest', 'x']], [['tool:pytest', 'addopts', 0]], [[0]]])(
    'nothing is at %j',
    at => {
      expect(document.get(at)).toBeUndefined()
      expect(document.span(at)).toBeUndefined()
      expect(document.keySpan(at)).toBeUndefined()
    },
  )

  test('names', () => {
    expect(document.nameOf(['pytest', 'addopts'])).toBe('pytest.addopts')
    expect(document.nameOf(['tool:pytest', 'addopts'])).toBe('"tool:pytest".addopts')
  })
})

test('comments are anchored to what they are about', () => {
  const text = [
    '# the top',
    '',
    '[pytest] # beside',
    '; about addopts',
    'addopts =',
    '  # about -q',
    '  -q',
    '# about -n, at the margin',
    '  -n auto',
    '  # -x',
    '',
    '# about testpaths',
    '',
    'testpaths = tests # no comment',
    '# the end of pytest',
    '',
    '# about tox',
    '[tox]',
    '# the end',
  ].join('\n')
  const { comments } = parseIni('tox.ini', text)
  expect(comments.map(({ text, anchor }) => [text, anchor])).toEqual([
    ['# the top', '[pytest]'],
    ['# beside', '[pytest]'],
    ['; about addopts', 'pytest.addopts'],
    ['# about -q', 'pytest.addopts line 1'],
    ['# about -n, at the margin', 'pytest.addopts line 2'],
    ['# -x', 'end of pytest.addopts'],
    ['# about testpaths', 'pytest.testpaths'],
    ['# the end of pytest', 'end of [pytest]'],
    ['# about tox', '[tox]'],
    ['# the end', 'end of [tox]'],
  ])
  for (const comment of comments) expect(text.slice(comment.start, comment.end)).toBe(comment.text)
})

test('a file of nothing but comments ends with them', () => {
  expect(parseIni('x.ini', '# a\n').comments).toEqual([
    { start: 0, end: 3, text: '# a', anchor: 'the end of the file' },
  ])
})
