import { describe, expect, test } from 'vitest'
import { parseYaml } from '../../src/documents/yaml.ts'
import { applyEdits } from '../../src/model/apply-edits.ts'
import { isRefusal, type Op, ParseError } from '../../src/model/document.ts'
import { Literal, type Place, table, type Value } from '../../src/model/value.ts'

function perform(text: string, op: Op): string {
  const edits = parseYaml('ci.yml', text).lower(op)
  if (isRefusal(edits)) throw new Error(edits.refused)
  return applyEdits(text, edits)
}

function refusal(text: string, op: Op): string | undefined {
  const edits = parseYaml('ci.yml', text).lower(op)
  return isRefusal(edits) ? edits.refused : undefined
}

function set(text: string, at: Place, value: Value): string {
  return perform(text, { op: 'set', at, value })
}

function insert(text: string, at: Place, value: Value): string {
  return perform(text, { op: 'insert', at, value })
}

function remove(text: string, ...at: Place): string {
  return perform(text, { op: 'remove', at })
}

function splice(text: string, at: Place, find: string, by: string): string {
  return perform(text, { op: 'splice', at, find, text: by })
}

function anchors(text: string): Record<string, string> {
  return Object.fromEntries(parseYaml('ci.yml', text).comments.map(({ text, anchor }) => [text, anchor]))
}

function failure(text: string): ParseError {
  try {
    parseYaml('ci.yml', text)
  } catch (error) {
    if (error instanceof ParseError) return error
    throw error
  }
  throw new Error('it was read')
}

const WORKFLOW = `name: ci
on: [push, pull_request] # events

env:
  CARGO_TERM_COLOR: always

jobs:
  # the only job
  test:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - name: build # and test
        run: |
          cargo build
          cargo test
`

describe('reading', () => {
  test('places, spans and names', () => {
    const document = parseYaml('ci.yml', WORKFLOW)
    expect(document.get(['on'])).toEqual(['push', 'pull_request'])
    const at = ['jobs', 'test', 'steps', 1, 'run']
    expect(document.get(at)).toBe('cargo build\ncargo test\n')
    const text = (span?: { start: number; end: number }) => span && WORKFLOW.slice(span.start, span.end)
    expect(text(document.span(at))).toBe('|\n          cargo build\n          cargo test')
    expect(text(document.keySpan(at))).toBe('run')
    expect(text(document.spanWithin?.(at, 'cargo test'))).toBe('cargo test')
    expect(document.spanWithin?.(at, 'cargo')).toBeUndefined()
    expect(document.nameOf(at)).toBe('jobs.test.steps[1].run')
  })

  test('words are those of YAML 1.2', () => {
    const { get } = parseYaml(
      'a.yml',
      'a: [on, no, 0o17, 017, 12:30, 2001-01-01, 1e3, .inf, ~, 12345678901234567890]',
    )
    const expected = ['on', 'no', 15, 17, '12:30', '2001-01-01', 1000, Number.POSITIVE_INFINITY, null]
    expect(get(['a'])).toEqual([...expected, 12345678901234567890n])
  })

  test('aliases and merge keys stand for what is written elsewhere', () => {
    const text = 'a: &a { x: 1, y: 2 }\nb: { <<: *a, y: 3 }\nc: *a\n'
    const { get } = parseYaml('a.yml', text)
    expect(get(['b'])).toEqual(
      table(
        [
          ['x', 1],
          ['y', 3],
        ].map(([key, value]) => [String(key), Number(value)]),
      ),
    )
    expect(get(['c', 'x'])).toBe(1)
  })

  test('keys have anchors, and aliases are keys', () => {
    expect(parseYaml('a.yml', '&a a: &b b\n*b : *a\n').get([])).toEqual(
      table([
        ['a', 'b'],
        ['b', 'a'],
      ]),
    )
  })

  test('what has a tag of an application is a literal', () => {
    expect(parseYaml('a.yml', 'script: !reference [.a, b]\n').get(['script'])).toEqual(
      new Literal('!reference [.a, b]'),
    )
  })

  test('a file without content is an empty table', () => {
    for (const text of ['', '\uFEFF', '# only\n', '---\n', '\r\n'])
      expect(parseYaml('a.yml', text).get([])).toEqual(table())
  })

  test('places are in the first of several documents', () => {
    const { get } = parseYaml('a.yml', 'a: 1\n---\nb: 2\n')
    expect(get(['a'])).toBe(1)
    expect(get(['b'])).toBeUndefined()
  })
})

describe('what cannot be read says where', () => {
  test.each([
    ['a: 1\nb: 2\na: 3\n', 3, 1],
    ['a:\n\tb: 1\n', 2, 1],
    ['\uFEFFa: "open\n', 2, 1],
    ['a: [1, 2\nb: 3\n', 2, 1],
    ['a: *missing\n', 1, 4],
    ['a: &a [*a]\n', 1, 8],
    ['a: 1\r\nb: 2\rc: 3', 2, 5],
  ])('%j', (text, line, column) => {
    const error = failure(text)
    expect([error.line, error.column]).toEqual([line, column])
  })

  test('deep nesting, before it reaches the parser', () => {
    for (const piece of ['[', '{a: ', '- ', '? ', '&a [']) {
      expect(failure(piece.repeat(5000)).message).toContain('nested')
      expect(failure(piece.repeat(5000)).message).toContain('nested')
    }
    const brackets = `a: |\n${'  [[ -f x ]] && echo "[["\n'.repeat(500)}`
    expect(parseYaml('a.yml', brackets).get(['a'])).toContain('[[ -f x ]]')
    expect(parseYaml('a.yml', '- a\n- b: 1\n'.repeat(500)).get([499])).toBeDefined()
  })

  test('aliases that stand for more than memory holds', () => {
    const lines = Array.from({ length: 30 }, (_, i) => `a${i + 1}: &a${i + 1} [*a${i}, *a${i}]\n`)
    expect(failure(`a0: &a0 x\n${lines.join('')}`).message).toContain('more than 100000 values')
  })
})

describe('comments', () => {
  test('belong to what they are beside or above', () => {
    expect(anchors(WORKFLOW)).toEqual({
      '# events': 'on',
      '# the only job': 'jobs.test',
      '# and test': 'jobs.test.steps[1].name',
    })
  })

  test('belong to a block by their indentation', () => {
    const text =
      'a:\n  - x\n  # - y\nb: # beside\n  c: 1\n\n# apart\n\nd: [ # open\n  1,\n  # inside\n]\n# end\n'
    expect(anchors(text)).toEqual({
      '# - y': 'a (inside)',
      '# beside': 'b',
      '# apart': 'the file (inside)',
      '# open': 'd',
      '# inside': 'd (inside)',
      '# end': 'the file (inside)',
    })
  })
})

describe('edits', () => {
  test('insert a key behind the others, and tables that are not there', () => {
    const at = ['env', 'CARGO_INCREMENTAL']
    expect(insert(WORKFLOW, at, 0)).toBe(WORKFLOW.replace('always\n', 'always\n  CARGO_INCREMENTAL: 0\n'))
    expect(insert('a: 1', at, 0)).toBe('a: 1\nenv:\n  CARGO_INCREMENTAL: 0')
    expect(insert('a: {}\r\n', ['a', 'b', 'c'], 'on')).toBe('a: { b: { c: "on" } }\r\n')
    expect(insert('', at, 0)).toBe('env:\n  CARGO_INCREMENTAL: 0\n')
    expect(insert('# head\n', ['a'], 1)).toBe('# head\n\na: 1\n')
    expect(insert('a:\n    b: 1\nc: 2\n', ['a', 'd'], table([['e', 1]]))).toBe(
      'a:\n    b: 1\n    d:\n        e: 1\nc: 2\n',
    )
  })

  test('insert behind a blank line where the others have one between them', () => {
    expect(insert('a: 1\n\n# of b\nb:\n  - 1\n', ['c'], 2)).toBe('a: 1\n\n# of b\nb:\n  - 1\n\nc: 2\n')
    expect(insert('- a: 1\r\n\r\n- b: 2 # b\r\n', [2], 'c')).toBe('- a: 1\r\n\r\n- b: 2 # b\r\n\r\n- c\r\n')
    expect(insert('x:\n  a: 1\n\n  b: 2\ny: 3\n', ['x', 'c'], 4)).toBe(
      'x:\n  a: 1\n\n  b: 2\n\n  c: 4\ny: 3\n',
    )
    expect(insert('a: 1\n\nb: 2\nc: 3\n', ['d'], 4)).toBe('a: 1\n\nb: 2\nc: 3\nd: 4\n')
    expect(insert('a: 1\n\nb: |+\n  text\n', ['c'], 2)).toBe('a: 1\n\nb: |+\n  text\nc: 2\n')
  })

  test('an address needs no quotes', () => {
    expect(insert('a: 1\n', ['b'], 'https://example.org/a_b/@v1.2')).toBe(
      'a: 1\nb: https://example.org/a_b/@v1.2\n',
    )
    expect(insert('a: []\n', ['a', 0], 'https://example.org')).toBe('a: [https://example.org]\n')
    expect(insert('a: 1\n', ['b'], 'https://example.org/#a')).toBe('a: 1\nb: "https://example.org/#a"\n')
  })

  test('insert with comments', () => {
    const op: Op = {
      op: 'insert',
      at: ['b'],
      value: table([['c', 1]]),
      comments: { above: ['# why'], beside: '# b' },
    }
    expect(perform('a: 1 # a\n', op)).toBe('a: 1 # a\n# why\nb: # b\n  c: 1\n')
  })

  test('insert an element as the others are written', () => {
    expect(
      insert(
        'a:\n- x\n',
        ['a', 1],
        table([
          ['b', 1],
          ['c', 2],
        ] as [string, number][]),
      ),
    ).toBe('a:\n- x\n- b: 1\n  c: 2\n')
    expect(insert('a: [x, y]\n', ['a', 2], 'z')).toBe('a: [x, y, z]\n')
    expect(insert('a: [\n  x, # first\n  y,\n]\n', ['a', 2], 'z')).toBe('a: [\n  x, # first\n  y,\n  z,\n]\n')
  })

  test('set keeps quotes, anchors and comments', () => {
    expect(set("a: 'x' # c\n", ['a'], "it's")).toBe("a: 'it''s' # c\n")
    expect(set('a: &x 1\n', ['a'], 2)).toBe('a: &x 2\n')
    expect(set('a:\n', ['a'], 1)).toBe('a: 1\n')
    expect(set('a: # c\nb: 1\n', ['a'], 1)).toContain('a: 1 # c\n')
    expect(set('a: |\n  x\n\nb: 1\n', ['a'], 'other')).toBe('a: other\n\nb: 1\n')
    expect(set('a: 1 # c\n', ['a'], ['x'])).toBe('a: # c\n  - x\n')
    expect(refusal('a:\n  b: 1 # c\n', { op: 'set', at: ['a'], value: 1 })).toContain('comments')
  })

  test('remove takes whole lines and own comments, and leaves an empty table', () => {
    expect(remove('a: 1\n# why\nb: 2 # b\n\nc: 3\n', 'b')).toBe('a: 1\n\nc: 3\n')
    expect(remove('a:\n  b: 1\nc: 2\n', 'a', 'b')).toBe('a: {}\nc: 2\n')
    expect(remove('- a: 1\n  b: 2\n', 0, 'a')).toBe('- b: 2\n')
    expect(remove('a: [x, y, z]\n', 'a', 1)).toBe('a: [x, z]\n')
    expect(remove('a: 1\n\nb: 2', 'b')).toBe('a: 1')
  })

  test('rename', () => {
    expect(perform('"a b": 1\n', { op: 'rename', at: ['a b'], key: 'c' })).toBe('c: 1\n')
    expect(perform('a: 1\n', { op: 'rename', at: ['a'], key: 'on' })).toBe('"on": 1\n')
  })

  test('splice inside a line of a script, a folded or quoted string', () => {
    const at = ['jobs', 'test', 'steps', 1, 'run']
    expect(splice(WORKFLOW, at, 'cargo test', 'cargo test -j 2')).toBe(
      WORKFLOW.replace('cargo test\n', 'cargo test -j 2\n'),
    )
    expect(splice('a: >-\n  cargo\n  test\n', ['a'], 'test', 'build')).toBe('a: >-\n  cargo\n  build\n')
    expect(splice('a: "x \\"y\\" z"\n', ['a'], '"y"', '"w"')).toBe('a: "x \\"w\\" z"\n')
    expect(splice('a: cargo test\n', ['a'], 'test', 'test: #1')).toBe('a: "cargo test: #1"\n')
    expect(splice('a: |\r\n  one\r\n  two\r\n', ['a'], 'one\ntwo', 'one\n2')).toBe('a: |\r\n  one\r\n  2\r\n')
  })

  test('append at the end of a string', () => {
    expect(perform('a: "x"\n', { op: 'append', at: ['a'], text: ' y' })).toBe('a: "x y"\n')
    expect(perform('a: |-\n  x\n', { op: 'append', at: ['a'], text: ' y' })).toBe('a: |-\n  x y\n')
  })
})

describe('refused', () => {
  test('what is written elsewhere', () => {
    const text = 'a: &a { x: 1 }\nb: *a\nc: { <<: *a }\n'
    expect(refusal(text, { op: 'set', at: ['b'], value: 1 })).toContain('alias *a')
    expect(refusal(text, { op: 'set', at: ['b', 'x'], value: 2 })).toContain('alias *a')
    expect(refusal(text, { op: 'set', at: ['c', 'x'], value: 2 })).toContain('merge key')
    expect(refusal(text, { op: 'set', at: ['a', 'x'], value: 2 })).toContain('read back differently')
    expect(refusal(text, { op: 'remove', at: ['a'] })).toContain('&a')
    expect(refusal(text, { op: 'insert', at: ['b', 'y'], value: 1 })).toContain('alias')
  })

  test('what has a tag, a name that is no word, and what YAML cannot hold', () => {
    expect(refusal('a: !t [b]\n', { op: 'set', at: ['a'], value: 1 })).toContain('tagged')
    expect(refusal('? [a]\n: 1\n', { op: 'rename', at: ['[a]'], key: 'b' })).toContain('name')
    expect(refusal('a: 1\n', { op: 'set', at: ['a'], value: new Literal('2001-01-01') })).toContain(
      'cannot hold',
    )
  })

  test('what would take a comment to something else', () => {
    const op: Op = { op: 'insert', at: ['a', 'c', 'd'], value: 1 }
    expect(refusal('a:\n  b: 1\n    # deeper\n', op)).toContain('# deeper')
  })

  test('an insertion into the first document when it is empty', () => {
    expect(refusal('---\n---\na: 1\n', { op: 'insert', at: ['b'], value: 1 })).toContain('others follow')
  })
})
