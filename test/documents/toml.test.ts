import { describe, expect, test } from 'vitest'
import { parseToml } from '../../src/documents/toml.ts'
import { applyEdits } from '../../src/model/apply-edits.ts'
import { isRefusal, type Op, ParseError } from '../../src/model/document.ts'
import { Literal, type Place, table, type Value } from '../../src/model/value.ts'

function perform(text: string, op: Op): string {
  const document = parseToml('Cargo.toml', text)
  const edits = document.lower(op)
  if (isRefusal(edits)) throw new Error(edits.refused)
  const after = applyEdits(text, edits)
  expect(document.differs(parseToml('Cargo.toml', after), [op], edits)).toBeUndefined()
  return after
}

function refusal(text: string, op: Op): string | undefined {
  const edits = parseToml('Cargo.toml', text).lower(op)
  return isRefusal(edits) ? edits.refused : undefined
}

function insert(text: string, at: Place, value: Value): string {
  return perform(text, { op: 'insert', at, value })
}

function set(text: string, at: Place, value: Value): string {
  return perform(text, { op: 'set', at, value })
}

function remove(text: string, ...at: Place): string {
  return perform(text, { op: 'remove', at })
}

function anchors(text: string): Record<string, string> {
  return Object.fromEntries(parseToml('Cargo.toml', text).comments.map(({ text, anchor }) => [text, anchor]))
}

function parseError(text: string): { line: number; column: number } | undefined {
  try {
    parseToml('Cargo.toml', text)
  } catch (error) {
    if (error instanceof ParseError) return { line: error.line, column: error.column }
    throw error
  }
  return undefined
}

describe('reading', () => {
  const text = [
    'edition.workspace = true',
    '[profile.bench.package.serde]',
    'debug = 1',
    '[[bin]]',
    'name = "peak"',
    '[[bin]]',
    'name = "trough"',
    '[bin.meta]',
    'since = 1979-05-27',
    '[target]',
    'flags = ["-C", { a.b = 9223372036854775807 }]',
  ].join('\n')
  const document = parseToml('Cargo.toml', text)

  test('values of every way to write a table', () => {
    expect(document.get(['edition', 'workspace'])).toBe(true)
    expect(document.get(['profile', 'bench', 'package', 'serde', 'debug'])).toBe(1)
    expect(document.get(['bin', 0, 'name'])).toBe('peak')
    expect(document.get(['bin', 1, 'meta', 'since'])).toEqual(new Literal('1979-05-27'))
    expect(document.get(['target', 'flags', 1, 'a', 'b'])).toBe(9223372036854775807n)
    expect(document.get(['bin', '0'])).toBeUndefined()
    expect(document.get(['nothing', 'here'])).toBeUndefined()
  })

  test.each([
    [['edition'], 'edition', 'edition'],
    [['edition', 'workspace'], 'true', 'workspace'],
    [['profile'], 'profile', 'profile'],
    [['profile', 'bench', 'package', 'serde'], '[profile.bench.package.serde]', 'serde'],
    [['bin'], '[[bin]]', 'bin'],
    [['bin', 1], '[[bin]]', 'bin'],
    [['bin', 1, 'meta'], '[bin.meta]', 'meta'],
    [['target', 'flags'], '["-C", { a.b = 9223372036854775807 }]', 'flags'],
    [['target', 'flags', 0], '"-C"', undefined],
    [['target', 'flags', 1], '{ a.b = 9223372036854775807 }', undefined],
    [['target', 'flags', 1, 'a'], 'a', 'a'],
  ] satisfies [Place, string, string | undefined][])('spans of %j', (at, value, key) => {
    const span = document.span(at)
    const keySpan = document.keySpan(at)
    expect(span && text.slice(span.start, span.end)).toBe(value)
    expect(keySpan && text.slice(keySpan.start, keySpan.end)).toBe(key)
  })

  test('names survive edits elsewhere', () => {
    expect(document.nameOf(['profile', 'bench', 'package', 'serde'])).toBe('profile.bench.package.serde')
    expect(document.nameOf(['target', 'flags', 0])).toBe('target.flags["-C"]')
    expect(document.nameOf(['bin', 1, 'name'])).toBe('bin[1].name')
  })

  test('a byte order mark shifts every span', () => {
    const marked = parseToml('Cargo.toml', '\uFEFFjobs = 3 # three\n')
    expect(marked.get(['jobs'])).toBe(3)
    expect(marked.span(['jobs'])).toEqual({ start: 8, end: 9 })
    expect(marked.comments[0]?.start).toBe(10)
  })

  test('errors have a 1-based line and column', () => {
    expect(parseError('a = 1\nb = = 2')).toEqual({ line: 2, column: 5 })
    expect(parseError('a = 1\r b = 2')).toEqual({ line: 1, column: 6 })
    expect(parseError('a = "one\rtwo"')).toEqual({ line: 1, column: 9 })
    expect(parseError('a = 1\n[a]\n')).toMatchObject({ line: 2 })
    expect(parseError('jobs = 3\n')).toBeUndefined()
  })

  test.each([
    `a = ${'['.repeat(1000)}${']'.repeat(1000)}`,
    `a = ${'['.repeat(30_000)}`,
    `a = ${'{a='.repeat(5000)}1${'}'.repeat(5000)}`,
    `a${'.a'.repeat(5000)} = 1`,
    `[a${'.a'.repeat(5000)}]`,
  ])('deep nesting is an error and no crash', text => {
    expect(parseError(text)).toBeDefined()
  })

  test('keys of Object.prototype are keys like any other', () => {
    const hostile = '__proto__.polluted = true\n[constructor.prototype]\npolluted = true\n'
    const document = parseToml('Cargo.toml', hostile)
    expect(document.get(['__proto__', 'polluted'])).toBe(true)
    expect(document.get(['constructor', 'prototype', 'polluted'])).toBe(true)
    expect(document.get(['toString'])).toBeUndefined()
    expect(Reflect.get({}, 'polluted')).toBeUndefined()
    expect(insert(hostile, ['__proto__', 'x'], 1)).toBe(
      '__proto__.polluted = true\n__proto__.x = 1\n[constructor.prototype]\npolluted = true\n',
    )
  })
})

describe('comments', () => {
  test('are named by the element beside, else below, else by what they are inside of', () => {
    const text = [
      '# licence',
      '',
      '# about package',
      '[package] # beside the header',
      '# above name',
      'name = "walrus" # beside name',
      '# right below, for no other',
      '',
      '# between blank lines',
      '',
      '[lib]',
      'list = [ # opening',
      '  # above a',
      '  "a", "b", # beside b',
      '',
      '  # last',
      '] # behind',
    ].join('\n')
    expect(anchors(text)).toEqual({
      '# licence': 'apart',
      '# about package': 'package',
      '# beside the header': 'package',
      '# above name': 'package.name',
      '# beside name': 'package.name',
      '# right below, for no other': 'in package',
      '# between blank lines': 'apart',
      '# opening': 'lib.list',
      '# above a': 'lib.list["a"]',
      '# beside b': 'lib.list["b"]',
      '# last': 'in lib.list',
      '# behind': 'lib.list',
    })
  })

  test('a hash in a multi-line string is none', () => {
    const text = 'a = """\n# text"""\nb = 2\n'
    expect(remove(text, 'b')).toBe('a = """\n# text"""\n')
  })
})

describe('set', () => {
  test.each([
    ['jobs = 12 # of 16\n', ['jobs'], 4, 'jobs = 4 # of 16\n'],
    ["lto = 'fat'\n", ['lto'], 'thin', "lto = 'thin'\n"],
    ["lto = 'fat'\n", ['lto'], "it's", 'lto = "it\'s"\n'],
    ['a = 0x10\n', ['a'], -0.5, 'a = -0.5\n'],
    ['a = { b = [1, 2] }\r\n', ['a', 'b', 1], 'x', 'a = { b = [1, "x"] }\r\n'],
    ['a = 1', ['a'], Number.NaN, 'a = nan'],
    ['a = 1', ['a'], new Literal('07:32:00'), 'a = 07:32:00'],
    ['a = [1]', ['a'], [table([['b c', true]])], 'a = [{ "b c" = true }]'],
  ] satisfies [string, Place, Value, string][])('%j at %j', (text, at, value, after) => {
    expect(set(text, at, value)).toBe(after)
  })

  test('is refused where it would lose something', () => {
    const text = '[a]\nlist = [\n 1, # one\n]\n'
    expect(refusal(text, { op: 'set', at: ['a'], value: 1 })).toBe('a: a table cannot be replaced by a value')
    expect(refusal(text, { op: 'set', at: ['a', 'list'], value: [] })).toBe(
      'a.list: there are comments inside',
    )
    expect(refusal(text, { op: 'set', at: ['b'], value: 1 })).toBe('b: nothing is set there')
    expect(refusal(text, { op: 'set', at: ['a', 'list', 0], value: null })).toBe(
      'a.list[0]: TOML has no null',
    )
  })
})

describe('insert', () => {
  test.each([
    ['into an empty file', '', ['build', 'jobs'], 6, '[build]\njobs = 6\n'],
    ['a root key into an empty file', '', ['jobs'], 6, 'jobs = 6\n'],
    [
      'behind the last key',
      '[build]\njobs=6 # six\n\n[term]\n',
      ['build', 'target-dir'],
      'out',
      '[build]\njobs=6 # six\ntarget-dir="out"\n\n[term]\n',
    ],
    [
      'above a comment of the next table',
      '[a]\n  x = 1\n# of b\n[b]\n',
      ['a', 'y'],
      2,
      '[a]\n  x = 1\n  y = 2\n# of b\n[b]\n',
    ],
    ['into a table without keys', '[a]\r\n\r\n[b]\r\n', ['a', 'y'], 2, '[a]\r\ny = 2\r\n\r\n[b]\r\n'],
    ['without a final newline', '[a]\nx = 1', ['a', 'y'], 2, '[a]\nx = 1\ny = 2'],
    ['a table without a final newline', '[a]\nx = 1', ['b', 'y'], 2, '[a]\nx = 1\n\n[b]\ny = 2'],
    ['a table at the end', '[a]\nx = 1\n# end\n', ['b', 'c', 'y'], 2, '[a]\nx = 1\n# end\n\n[b.c]\ny = 2\n'],
    [
      'a table behind its siblings',
      '[profile.dev]\ndebug = 1\n\n# theirs\n[term]\n',
      ['profile', 'test', 'debug'],
      0,
      '[profile.dev]\ndebug = 1\n\n[profile.test]\ndebug = 0\n\n# theirs\n[term]\n',
    ],
    [
      'a header for an implied table',
      '# its comment\n[profile.dev.package.serde]\ndebug = 1\n',
      ['profile', 'dev', 'debug'],
      0,
      '[profile.dev]\ndebug = 0\n\n# its comment\n[profile.dev.package.serde]\ndebug = 1\n',
    ],
    [
      'by dots where dots are',
      '[profile]\ndev.debug = 1 # d\nx = 2\n',
      ['profile', 'dev', 'lto'],
      true,
      '[profile]\ndev.debug = 1 # d\ndev.lto = true\nx = 2\n',
    ],
    [
      'a sibling by dots',
      '[profile]\ndev.debug = 1\n',
      ['profile', 'test', 'lto'],
      true,
      '[profile]\ndev.debug = 1\ntest.lto = true\n',
    ],
    ['into braces', 'p = { a = 1 }\n', ['p', 'b'], 2, 'p = { a = 1, b = 2 }\n'],
    ['into empty braces', 'p = {}\n', ['p', 'b', 'c'], 2, 'p = { b.c = 2 }\n'],
    [
      'into braces over lines',
      'p = {\n  a = 1 # one\n}\n',
      ['p', 'b'],
      2,
      'p = {\n  a = 1, # one\n  b = 2\n}\n',
    ],
    ['an element', 'l = [1, 2]\n', ['l', 2], 3, 'l = [1, 2, 3]\n'],
    ['an element behind a trailing comma', 'l = [1,]\n', ['l', 1], 3, 'l = [1, 3,]\n'],
    ['a first element', 'l = []\n', ['l', 0], 3, 'l = [3]\n'],
    ['a line', 'l = [\n  1, # one\n  # none\n]\n', ['l', 1], 3, 'l = [\n  1, # one\n  3,\n  # none\n]\n'],
    ['a line behind an open end', 'l = [\n\t1 # one\n]\n', ['l', 1], 3, 'l = [\n\t1, # one\n\t3\n]\n'],
    ['a root key below a licence', '# licence\n\n[a]\n', ['x'], 1, '# licence\n\nx = 1\n\n[a]\n'],
    ['a root key above a comment', '# of a\n[a]\n', ['x'], 1, 'x = 1\n\n# of a\n[a]\n'],
    ['below nothing but a comment', '\uFEFF# one\n# two', ['x'], 1, '\uFEFF# one\n# two\n\nx = 1'],
    ['behind a byte order mark', '\uFEFF[a]\n', ['x'], 1, '\uFEFFx = 1\n\n[a]\n'],
    [
      'a table of an array',
      '[[bin]]\nn = 1\n\n[c]\n',
      ['bin', 1],
      table([['n', 2]]),
      '[[bin]]\nn = 1\n\n[[bin]]\nn = 2\n\n[c]\n',
    ],
  ] satisfies [string, string, Place, Value, string][])('%s', (_name, text, at, value, after) => {
    expect(insert(text, at, value)).toBe(after)
  })

  test('writes a table with its comments in their places', () => {
    const comments = {
      above: ['# two at once', '# on this machine'],
      beside: '# cap',
      inside: { jobs: { above: ['# was 8'], beside: '# now' }, env: { above: ['# sub'] } },
    }
    const value = table([
      ['jobs', 2],
      ['env', table([['A', 'b']])],
    ])
    const expected =
      '# two at once\n# on this machine\n[build] # cap\n# was 8\njobs = 2 # now\n\n# sub\n[build.env]\nA = "b"\n'
    expect(perform('', { op: 'insert', at: ['build'], value, comments })).toBe(expected)
  })

  test('is refused where it would break something', () => {
    const text = 'a = 1\nl = [1]\n[b]\n'
    expect(refusal(text, { op: 'insert', at: ['a'], value: 2 })).toBe('a: it is already there')
    expect(refusal(text, { op: 'insert', at: ['a', 'x'], value: 2 })).toBe('a.x: its parent is not a table')
    expect(refusal(text, { op: 'insert', at: ['l', 2], value: 2 })).toBe(
      'l[2]: it is not the end of the array',
    )
    const comments = { above: ['x = 1'] }
    expect(refusal(text, { op: 'insert', at: ['c'], value: 2, comments })).toMatch(
      /one line that starts with #/,
    )
  })
})

describe('remove', () => {
  test.each([
    ['a key with its comments', '[a]\n# x\nx = 1 # one\ny = 2\n', ['a', 'x'], '[a]\ny = 2\n'],
    ['a key at the unended end', '[a]\nx = 1\ny = 2', ['a', 'y'], '[a]\nx = 1'],
    ['a table', '[a]\nx = 1\n\n# b\n[b] # b\ny = 2\n\n[c]\nz = 3\n', ['b'], '[a]\nx = 1\n\n[c]\nz = 3\n'],
    ['the last table', '[a]\nx = 1\n\n[b]\ny = 2\n', ['b'], '[a]\nx = 1\n'],
    ['the first table', '# licence\n\n[a]\nx = 1\n\n[b]\n', ['a'], '# licence\n\n[b]\n'],
    ['the only table', '[a]\nx = 1\n', ['a'], ''],
    ['a table and those below it', '[a]\n\n[p.x]\ny = 1\n\n[p.x.z]\n\n[c]\n', ['p'], '[a]\n\n[c]\n'],
    ['keys that dots made', '[p]\ndev.a = 1\nx = 1\ndev.b = 2\n', ['p', 'dev'], '[p]\nx = 1\n'],
    [
      'not the next table its comment',
      '[a]\nx = 1\n\n# ---- deps ----\n\n[deps]\n',
      ['a'],
      '# ---- deps ----\n\n[deps]\n',
    ],
    ['an element', 'l = [1, 2, 3]\n', ['l', 1], 'l = [1, 3]\n'],
    ['the last element', 'l = [1, 2]\n', ['l', 1], 'l = [1]\n'],
    ['the only element', 'l = [ 1, ]\n', ['l', 0], 'l = [ ]\n'],
    ['an element with lines of its own', 'l = [\n  1,\n  # two\n  2 # II\n]\n', ['l', 1], 'l = [\n  1\n]\n'],
    ['from braces', 'p = { a = 1, b = 2 }\n', ['p', 'a'], 'p = { b = 2 }\n'],
    ['the last from braces', 'p = { a = 1, b = 2 }\n', ['p', 'b'], 'p = { a = 1 }\n'],
  ] satisfies [string, string, Place, string][])('%s', (_name, text, at, after) => {
    expect(remove(text, ...at)).toBe(after)
  })
})

describe('rename, append and splice', () => {
  test('rename changes the key wherever it is written', () => {
    const text = '[profile.dev]\n[profile.dev.package]\n# dev\n[profile.dev.package."a.b"]\n'
    const after = '[profile.quick]\n[profile.quick.package]\n# dev\n[profile.quick.package."a.b"]\n'
    expect(perform(text, { op: 'rename', at: ['profile', 'dev'], key: 'quick' })).toBe(after)
    expect(perform('"a b" = 1\n', { op: 'rename', at: ['a b'], key: 'c d.e' })).toBe('"c d.e" = 1\n')
    expect(refusal('a = 1\nb = 2\n', { op: 'rename', at: ['a'], key: 'b' })).toBe('a: b is already there')
  })

  test.each([
    ['x = "-n auto -q"', '-n auto', '-n 4', 'x = "-n 4 -q"'],
    ['x = "a \\u00e9 -n auto"', '-n auto', 'say "hi"', 'x = "a \\u00e9 say \\"hi\\""'],
    ["x = 'C:\\dir -n auto'", 'auto', '4', "x = 'C:\\dir -n 4'"],
    ['x = """\n-v\n-n auto\n"""', 'auto', '4', 'x = """\n-v\n-n 4\n"""'],
    ['x = """\r\n-v \\\r\n   -n auto"""', '-n auto', '-n 4', 'x = """\r\n-v \\\r\n   -n 4"""'],
  ])('splice in %j', (text, find, replacement, after) => {
    expect(perform(text, { op: 'splice', at: ['x'], find, text: replacement })).toBe(after)
    const span = parseToml('pyproject.toml', text).spanWithin?.(['x'], find)
    expect(span && text.slice(span.start, span.end)).toBe(find)
  })

  test('append', () => {
    expect(perform("x = '-q'", { op: 'append', at: ['x'], text: ' -n 4' })).toBe("x = '-q -n 4'")
    expect(perform('x = ""', { op: 'append', at: ['x'], text: '\n' })).toBe('x = "\\n"')
    expect(refusal("x = 'a'", { op: 'append', at: ['x'], text: "it's" })).toMatch(/cannot hold the text/)
    expect(refusal('x = "aba"', { op: 'splice', at: ['x'], find: 'a', text: '' })).toMatch(/exactly once/)
    expect(refusal('x = 1', { op: 'append', at: ['x'], text: 'a' })).toBe('x: it is not a string')
  })
})

test('the comments of a table come along', () => {
  const text = [
    '# above',
    '[build] # beside',
    '# of jobs',
    'jobs = 1 # one',
    'flags = [',
    '  "-v", # verbose',
    ']',
    '# right below',
    '',
    '# apart',
    '',
    '[build.env] # sub',
    'A = "b"',
  ].join('\n')
  const document = parseToml('Cargo.toml', text)
  expect(JSON.parse(JSON.stringify(document.commentsOf(['build'])))).toEqual({
    above: ['# above'],
    beside: '# beside',
    inside: {
      jobs: { above: ['# of jobs'], beside: '# one' },
      flags: { above: ['# verbose', '# right below'] },
      env: { above: [], beside: '# sub', inside: { A: { above: [] } } },
    },
  })
  expect(remove(text, 'build')).toBe('# apart')
})
