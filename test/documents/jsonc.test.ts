import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseJsonc } from '../../src/documents/jsonc.ts'
import { applyEdits } from '../../src/model/apply-edits.ts'
import { isRefusal, type Op, ParseError } from '../../src/model/document.ts'
import { type Place, sameValue, table, type Value } from '../../src/model/value.ts'

function perform(text: string, op: Op): string {
  const edits = parseJsonc('settings.json', text).lower(op)
  if (isRefusal(edits)) throw new Error(edits.refused)
  return applyEdits(text, edits)
}

function refusal(text: string, op: Op): string | undefined {
  const edits = parseJsonc('settings.json', text).lower(op)
  return isRefusal(edits) ? edits.refused : undefined
}

function insert(text: string, at: Place, value: Value): string {
  return perform(text, { op: 'insert', at, value })
}

function remove(text: string, ...at: Place): string {
  return perform(text, { op: 'remove', at })
}

function anchors(text: string): Record<string, string> {
  return Object.fromEntries(parseJsonc('s.json', text).comments.map(({ text, anchor }) => [text, anchor]))
}

describe('reading', () => {
  test('places are the keys as written', () => {
    const text = '{ "files.watcherExclude": { "**/target/**": true }, "list": [1, [2]] }'
    const document = parseJsonc('settings.json', text)
    expect(document.get(['files.watcherExclude', '**/target/**'])).toBe(true)
    expect(document.get(['files', 'watcherExclude'])).toBeUndefined()
    expect(document.get(['list', 1, 0])).toBe(2)
    expect(document.get(['list', '1'])).toBeUndefined()
    const span = document.span(['list', 1])
    expect(span && text.slice(span.start, span.end)).toBe('[2]')
    const key = document.keySpan(['files.watcherExclude', '**/target/**'])
    expect(key && text.slice(key.start, key.end)).toBe('"**/target/**"')
    expect(document.keySpan(['list', 1])).toBeUndefined()
    expect(document.nameOf(['files.watcherExclude', '**/target/**'])).toBe(
      '"files.watcherExclude"."**/target/**"',
    )
  })

  test('agrees with JSON.parse on every JSON text', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 5 }), fc.constantFrom(undefined, 2, '\t'), (text, space) => {
        const json = JSON.stringify(JSON.parse(text), null, space)
        expect(JSON.stringify(parseJsonc('a.json', json).get([]))).toBe(JSON.stringify(JSON.parse(json)))
      }),
      { numRuns: 3000 },
    )
  })

  test('rejects what JSON.parse rejects, comments and trailing commas apart', () => {
    const pieces = [
      '{',
      '}',
      '[',
      ']',
      ',',
      ':',
      '"a"',
      '"',
      '1',
      '-',
      '.',
      'e5',
      '01',
      'true',
      'nul',
      "'",
      '\\',
      '\n',
      ' ',
      '\u0001',
    ]
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...pieces), { minLength: 1, maxLength: 7 }), parts => {
        const text = parts.join('')
        const strict = attempt(() => JSON.parse(text))
        const ours = attempt(() => parseJsonc('a.json', text).get([]))
        const lenient = attempt(() => JSON.parse(text.replace(/,(\s*[\]}])/g, '$1')))
        if (strict.ok) expect(JSON.stringify(ours)).toBe(JSON.stringify(strict))
        else if (!lenient.ok && text.trim() !== '') expect(ours.ok).toBe(false)
      }),
      { numRuns: 20_000 },
    )
  })

  test('the last of two properties with one name counts, for reading and writing', () => {
    const text = '{ "a": { "x": 1 }, "b": 0, "a": { "y": 2 } }'
    const document = parseJsonc('settings.json', text)
    expect(document.get(['a', 'x'])).toBeUndefined()
    expect(document.span(['a', 'y'])?.start).toBe(text.lastIndexOf('2'))
    expect(perform(text, { op: 'set', at: ['a', 'y'], value: 3 })).toBe(
      '{ "a": { "x": 1 }, "b": 0, "a": { "y": 3 } }',
    )
    expect(insert(text, ['a', 'z'], 3)).toBe('{ "a": { "x": 1 }, "b": 0, "a": { "y": 2, "z": 3 } }')
    expect(refusal(text, { op: 'remove', at: ['a'] })).toContain('come to life')
    expect(refusal(text, { op: 'rename', at: ['a'], key: 'c' })).toContain('come to life')
  })

  test('a key named __proto__ is a key like any other', () => {
    const text = '{ "__proto__": { "polluted": true }, "constructor": { "prototype": { "polluted": true } } }'
    const document = parseJsonc('settings.json', text)
    expect(document.get(['__proto__', 'polluted'])).toBe(true)
    expect(document.get(['toString'])).toBeUndefined()
    expect(document.get(['polluted'])).toBeUndefined()
    expect(Object.getPrototypeOf(document.get([]))).toBeNull()
    expect(perform(text, { op: 'set', at: ['__proto__', 'polluted'], value: 1 })).toContain(
      '{ "polluted": 1 }',
    )
    expect(insert('{}', ['__proto__', 'polluted'], true)).toContain('"__proto__": {')
    expect(Object.keys(Object.prototype)).toEqual([])
    expect('polluted' in {}).toBe(false)
  })

  test('comments may stand anywhere', () => {
    const text = '// a\n{ /* b */ "k" /* c */ : /* d */ [ // e\n 1 /* f */ , /* g */ 2, ] /* h */ } // i'
    const document = parseJsonc('settings.json', text)
    expect(document.get(['k'])).toEqual([1, 2])
    expect(document.comments.map(comment => comment.text)).toHaveLength(9)
    for (const { start, end, text: comment } of document.comments)
      expect(text.slice(start, end)).toBe(comment)
  })

  test('a blank file is an empty object', () => {
    for (const text of ['', '\uFEFF', ' \n', '// only a comment\n', '/* x */']) {
      expect(sameValue(parseJsonc('settings.json', text).get([]), table())).toBe(true)
    }
  })

  test.each([
    ['{\n  "a": 1\n  "b": 2\n}', 3, 3, 'comma'],
    ['{\r\n  "a": \'x\'\r\n}', 2, 8, 'double quotes'],
    ['\uFEFF{ a: 1 }', 1, 3, 'double quotes'],
    ['{ "a": 1', 1, 9, 'closing brace'],
    ['[1, 2', 1, 6, 'closing bracket'],
    ['{ "a" 1 }', 1, 7, 'colon'],
    ['{ "a": }', 1, 8, 'value'],
    ['{ "a": "x\n" }', 1, 8, 'never closed'],
    ['{} /* x', 1, 4, 'never closed'],
    ['{ "a": "\\q" }', 1, 8, 'escape'],
    ['{ "a": "\\u12" }', 1, 8, 'escape'],
    ['{} {}', 1, 4, 'after its end'],
    ['{ "a": nope }', 1, 8, 'word'],
    ['{ "a": 1. }', 1, 8, 'number'],
  ])('%j is an error at %i:%i', (text, line, column, message) => {
    const error = errorOf(text)
    expect({ line: error.line, column: error.column }).toEqual({ line, column })
    expect(error.message).toContain(message)
  })

  test('nesting is capped, and no depth crashes the reader', () => {
    expect(errorOf('['.repeat(50_000)).message).toContain('256 levels')
    expect(errorOf('{"a":'.repeat(50_000)).message).toContain('256 levels')
    expect(parseJsonc('a.json', '['.repeat(256) + ']'.repeat(256)).get([0, 0])).toBeDefined()
  })

  test('large files are read in time that grows with their size', () => {
    const lines = Array.from(
      { length: 20_000 },
      (_, index) => `  "key${index}": ${index}, // comment ${index}`,
    )
    const text = `{\n${lines.join('\n')}\n}`
    const start = performance.now()
    const document = parseJsonc('settings.json', text)
    expect(document.comments).toHaveLength(20_000)
    expect(document.comments[19_999]?.anchor).toBe('key19999')
    expect(performance.now() - start).toBeLessThan(3000)
  })
})

describe('what a comment belongs to', () => {
  test('the property on its line, else the one directly below, else its container', () => {
    const text = `{ // head
  // section

  // above a
  "a": 1, // beside a
  /* before b */ "b": { // head of b
    "c": [1, /* two */ 2], // beside c
    // end of b
  },
  "d": 1 /* d */, /* e */ "e": 2
  // end
} // after`
    expect(anchors(text)).toEqual({
      '// head': 'the file',
      '// section': 'the file (inside)',
      '// above a': 'a',
      '// beside a': 'a',
      '/* before b */': 'b',
      '// head of b': 'b',
      '/* two */': 'b.c[1]',
      '// beside c': 'b.c',
      '// end of b': 'b (inside)',
      '/* d */': 'd',
      '/* e */': 'e',
      '// end': 'the file (inside)',
      '// after': 'the file',
    })
  })
})

describe('inserting', () => {
  test('the comma goes before the comment beside the last property', () => {
    expect(insert('{\n    "a": 1 // why\n    // end\n}\n', ['b'], true)).toBe(
      '{\n    "a": 1, // why\n    "b": true\n    // end\n}\n',
    )
  })

  test('a trailing comma stays the style', () => {
    expect(insert('{\r\n\t"a": 1, // why\r\n}', ['b'], [1, 'x'])).toBe(
      '{\r\n\t"a": 1, // why\r\n\t"b": [1, "x"],\r\n}',
    )
  })

  test('a one-line object stays one line', () => {
    expect(insert('{ "w": { "**/x": true } }', ['w', '**/y'], true)).toBe(
      '{ "w": { "**/x": true, "**/y": true } }',
    )
    expect(insert('{"w":{"x":1}}', ['w', 'y'], table([['z', 2]]))).toBe('{"w":{"x":1,"y":{"z":2}}}')
    expect(insert('{ "a": 1 /* c */ }', ['b'], 2)).toBe('{ "a": 1 /* c */, "b": 2 }')
    expect(insert('{ "a": 1, /* c */ }', ['b'], 2)).toBe('{ "a": 1, /* c */\n  "b": 2,\n}')
  })

  test('into an empty object', () => {
    expect(insert('{}\n', ['a'], 1)).toBe('{\n  "a": 1\n}\n')
    expect(insert('{\n}', ['a'], 1)).toBe('{\n  "a": 1\n}')
    expect(insert('{ // head\n  // nothing yet\n}', ['a'], 1)).toBe(
      '{ // head\n  "a": 1\n  // nothing yet\n}',
    )
    expect(insert('{ /* c */ }', ['a'], 1)).toBe('{ /* c */\n  "a": 1\n}')
    expect(insert('{\n\t"w": {}\n}', ['w', 'a'], 1)).toBe('{\n\t"w": {\n\t\t"a": 1\n\t}\n}')
    expect(insert('{ "w": {} }', ['w', 'a'], 1)).toBe('{ "w": { "a": 1 } }')
  })

  test('into a blank file makes an object', () => {
    expect(insert('', ['a', 'b'], 1)).toBe('{\n  "a": {\n    "b": 1\n  }\n}\n')
    expect(insert('\uFEFF', ['a'], 1)).toBe('\uFEFF{\n  "a": 1\n}\n')
    expect(insert('// mine\r\n', ['a'], 1)).toBe('// mine\r\n{\r\n  "a": 1\r\n}\r\n')
    expect(insert('// mine', ['a'], 1)).toBe('// mine\n{\n  "a": 1\n}\n')
  })

  test('parents are made on the way', () => {
    expect(insert('{\n  "a": 1\n}', ['files.watcherExclude', '**/target/**'], true)).toBe(
      '{\n  "a": 1,\n  "files.watcherExclude": {\n    "**/target/**": true\n  }\n}',
    )
    expect(insert('{ "a": 1 }', ['list', 0], 'x')).toBe('{ "a": 1, "list": ["x"] }')
  })

  test('array elements at the end', () => {
    expect(insert('{ "l": ["x"] }', ['l', 1], 'y')).toBe('{ "l": ["x", "y"] }')
    expect(insert('{ "l": [] }', ['l', 0], 'y')).toBe('{ "l": ["y"] }')
    expect(insert('[\n  1 // one\n]', [1], 2)).toBe('[\n  1, // one\n  2\n]')
    expect(refusal('{ "l": [1] }', { op: 'insert', at: ['l', 0], value: 1 })).toBeDefined()
    expect(refusal('{ "l": [1] }', { op: 'insert', at: ['l', 3], value: 1 })).toBeDefined()
  })

  test('comments with a new key', () => {
    const op: Op = { op: 'insert', at: ['b'], value: 2, comments: { above: ['// why'], beside: '// here' } }
    expect(perform('{\n  "a": 1\n}', op)).toBe('{\n  "a": 1,\n  // why\n  "b": 2 // here\n}')
    expect(perform('{ "a": 1 }', op)).toBe('{ "a": 1,\n  // why\n  "b": 2 // here\n}')
    const bad = (line: string): Op => ({ op: 'insert', at: ['b'], value: 2, comments: { above: [line] } })
    for (const line of ['# no', '/* open', '// two\n"lines": 1,', '/* a */ "x": 1, /* b */']) {
      expect(refusal('{}', bad(line))).toContain('not a comment')
    }
  })

  test('refuses what has no place or no form in JSON', () => {
    expect(refusal('{ "a": 1 }', { op: 'insert', at: ['a'], value: 1 })).toBe('a is already there')
    expect(refusal('{ "a": 1 }', { op: 'insert', at: ['a', 'b'], value: 1 })).toBeDefined()
    expect(refusal('[1]', { op: 'insert', at: ['a'], value: 1 })).toBeDefined()
    expect(refusal('{}', { op: 'insert', at: ['a'], value: 1n })).toContain('exactly')
    expect(refusal('{}', { op: 'insert', at: ['a'], value: [Number.POSITIVE_INFINITY] })).toContain(
      'cannot hold',
    )
  })
})

describe('removing', () => {
  test('takes the comments of the property along and leaves the neighbours theirs', () => {
    const text =
      '{\n  // section\n\n  // about a\n  "a": 1, // beside a\n  // about b\n  "b": 2, // beside b\n  "c": 3 // beside c\n  // end\n}\n'
    expect(remove(text, 'b')).toBe(
      '{\n  // section\n\n  // about a\n  "a": 1, // beside a\n  "c": 3 // beside c\n  // end\n}\n',
    )
    expect(remove(text, 'c')).toBe(
      '{\n  // section\n\n  // about a\n  "a": 1, // beside a\n  // about b\n  "b": 2 // beside b\n  // end\n}\n',
    )
    expect(remove(text, 'a')).toBe(
      '{\n  // section\n\n  // about b\n  "b": 2, // beside b\n  "c": 3 // beside c\n  // end\n}\n',
    )
  })

  test('on one line', () => {
    const text = '{ "a": 1, "b": 2, "c": 3 }'
    expect(remove(text, 'a')).toBe('{ "b": 2, "c": 3 }')
    expect(remove(text, 'b')).toBe('{ "a": 1, "c": 3 }')
    expect(remove(text, 'c')).toBe('{ "a": 1, "b": 2 }')
    expect(remove('{ "a": 1, "b": 2, }', 'b')).toBe('{ "a": 1, }')
    expect(remove('{"a":1,"b":2}', 'b')).toBe('{"a":1}')
    expect(remove('{ "a": 1, // c\n  "b": 2 }', 'b')).toBe('{ "a": 1 // c\n  }')
  })

  test('a trailing comma stays the style, and a last property leaves an empty object', () => {
    expect(remove('{\n  "a": 1,\n  "b": 2,\n}', 'b')).toBe('{\n  "a": 1,\n}')
    expect(remove('{\n  "w": {\n    "a": 1\n  }\n}', 'w', 'a')).toBe('{\n  "w": {}\n}')
    expect(remove('{\n  "a": 1\n  // stays\n}', 'a')).toBe('{\n  // stays\n}')
  })

  test('a comma at the start of a line does not take a comment with it', () => {
    expect(remove('{\n  "a": 1\n  // about b\n  , "b": 2\n}', 'a')).toBe('{\n  // about b\n  "b": 2\n}')
  })
})

describe('changing', () => {
  test('a rename touches only the key', () => {
    const text = '{ "old" /* c */ : 1 } // x'
    expect(perform(text, { op: 'rename', at: ['old'], key: 'new' })).toBe('{ "new" /* c */ : 1 } // x')
    expect(refusal('{ "a": 1, "b": 2 }', { op: 'rename', at: ['a'], key: 'b' })).toContain('already there')
    expect(refusal('[1]', { op: 'rename', at: [0], key: 'b' })).toBeDefined()
  })

  test('a whole value is written in the style of the file', () => {
    const value = table([
      ['x', [1, 2]],
      ['y', table()],
    ])
    expect(perform('{\n    "a": 1,\n    "b": 2\n}', { op: 'set', at: ['a'], value })).toBe(
      '{\n    "a": {\n        "x": [1, 2],\n        "y": {}\n    },\n    "b": 2\n}',
    )
    expect(perform('{ "a": 1 }', { op: 'set', at: ['a'], value })).toBe('{ "a": { "x": [1, 2], "y": {} } }')
    expect(refusal('{ "a": [ /* c */ ] }', { op: 'set', at: ['a'], value: 1 })).toContain('comments inside a')
    expect(refusal('{ "a": 1 }', { op: 'set', at: ['b'], value: 1 })).toBe('there is no b')
  })

  test('text inside a string is found as it reads and written as JSON wants it', () => {
    const text = '{ "a": "x \\"q\\" \\u00e9 -n auto \\\\ end" }'
    const document = parseJsonc('settings.json', text)
    const span = document.spanWithin?.(['a'], '-n auto')
    expect(span && text.slice(span.start, span.end)).toBe('-n auto')
    const accent = document.spanWithin?.(['a'], 'é')
    expect(accent && text.slice(accent.start, accent.end)).toBe('\\u00e9')
    expect(perform(text, { op: 'splice', at: ['a'], find: '"q"', text: '"\n' })).toBe(
      '{ "a": "x \\"\\n \\u00e9 -n auto \\\\ end" }',
    )
    expect(perform(text, { op: 'append', at: ['a'], text: ' "more"' })).toContain('end \\"more\\"" }')
    expect(document.spanWithin?.(['a'], 'zz')).toBeUndefined()
    expect(refusal('{ "a": "xx" }', { op: 'splice', at: ['a'], find: 'x', text: '' })).toContain(
      'exactly once',
    )
    expect(refusal('{ "a": 1 }', { op: 'append', at: ['a'], text: 'x' })).toContain('not a string')
  })

  test('what differs beyond the operations is said', () => {
    const before = parseJsonc('s.json', '{ "a": 1, "b": 2 }')
    const op: Op = { op: 'set', at: ['a'], value: 3 }
    expect(before.differs(parseJsonc('s.json', '{ "a": 3, "b": 2 }'), [op], [])).toBeUndefined()
    expect(before.differs(parseJsonc('s.json', '{ "a": 3, "b": 1 }'), [op], [])).toContain('b should be 2')
    expect(before.differs(parseJsonc('s.json', 'null'), [], [])).toBeDefined()
  })
})

function errorOf(text: string): ParseError {
  const result = attempt(() => parseJsonc('settings.json', text))
  if (!result.ok && result.error instanceof ParseError) return result.error
  throw new Error('it was read without a ParseError')
}

function attempt(run: () => unknown): { ok: true; value: unknown } | { ok: false; error: unknown } {
  try {
    return { ok: true, value: run() }
  } catch (error) {
    return { ok: false, error }
  }
}
