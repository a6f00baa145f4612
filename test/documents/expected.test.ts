import { describe, expect, test } from 'vitest'
import { differenceBeyond, expectedValue, nameOfPlace } from '../../src/documents/expected.ts'
import type { Op } from '../../src/model/document.ts'
import { isRefusal } from '../../src/model/document.ts'
import type { Value } from '../../src/model/value.ts'
import { sameValue, table } from '../../src/model/value.ts'

const root = table([
  [
    'pytest',
    table([
      ['addopts', '-n auto -q'],
      ['testpaths', 'tests'],
      ['__proto__', 'data'],
    ]),
  ],
  ['members', ['a', 'b', 'c']],
  ['refused', true],
])

function tree(pytest: [string, Value][], rest: [string, Value][]): Value {
  return table([['pytest', table(pytest)], ...rest])
}

const members: [string, Value] = ['members', ['a', 'b', 'c']]
const refused: [string, Value] = ['refused', true]
const addopts: [string, Value] = ['addopts', '-n auto -q']
const testpaths: [string, Value] = ['testpaths', 'tests']
const proto: [string, Value] = ['__proto__', 'data']

const cases: [string, Op[], Value][] = [
  ['no operation', [], root],
  [
    'set, also of a key named __proto__',
    [
      { op: 'set', at: ['pytest', 'addopts'], value: '-q' },
      { op: 'set', at: ['pytest', '__proto__'], value: 'other' },
    ],
    tree([['addopts', '-q'], testpaths, ['__proto__', 'other']], [members, refused]),
  ],
  [
    'splices and an append in one string, none seeing the text of another',
    [
      { op: 'splice', at: ['pytest', 'addopts'], find: '-q', text: '-v' },
      { op: 'splice', at: ['pytest', 'addopts'], find: 'auto', text: '-q' },
      { op: 'append', at: ['pytest', 'addopts'], text: ' -x' },
    ],
    tree([['addopts', '-n -q -v -x'], testpaths, proto], [members, refused]),
  ],
  [
    'insert makes the tables above it',
    [{ op: 'insert', at: ['tool', 'x', 'jobs'], value: 4 }],
    tree([addopts, testpaths, proto], [members, refused, ['tool', table([['x', table([['jobs', 4]])]])]]),
  ],
  [
    'array places are those of the original, whatever the order of operations',
    [
      { op: 'remove', at: ['members', 0] },
      { op: 'insert', at: ['members', 3], value: 'd' },
      { op: 'remove', at: ['members', 1] },
      { op: 'insert', at: ['members', 3], value: 'e' },
      { op: 'set', at: ['members', 2], value: 'C' },
    ],
    tree([addopts, testpaths, proto], [['members', ['C', 'd', 'e']], refused]),
  ],
  [
    'rename of a table and of a key in it, and a change inside',
    [
      { op: 'rename', at: ['pytest'], key: 'tool:pytest' },
      { op: 'rename', at: ['pytest', 'testpaths'], key: 'paths' },
      { op: 'set', at: ['pytest', 'addopts'], value: '-q' },
      { op: 'insert', at: ['pytest', 'new'], value: '1' },
    ],
    table([
      ['tool:pytest', table([['addopts', '-q'], ['paths', 'tests'], proto, ['new', '1']])],
      members,
      refused,
    ]),
  ],
  ['remove a table', [{ op: 'remove', at: ['pytest'] }], table([members, refused])],
]

test.each(cases)('%s', (_name, ops, expected) => {
  const result = expectedValue(root, ops)
  expect(isRefusal(result)).toBe(false)
  expect(sameValue(result as Value, expected)).toBe(true)
  expect(differenceBeyond(root, expected, ops)).toBeUndefined()
})

test('the order of keys is kept', () => {
  const result = expectedValue(root, [{ op: 'rename', at: ['pytest', 'addopts'], key: 'z' }])
  expect(Object.keys((result as { pytest: object }).pytest)).toEqual(['z', 'testpaths', '__proto__'])
})

const refusals: [string, Op[], string][] = [
  ['set of nothing', [{ op: 'set', at: ['x'], value: 1 }], 'there is no x'],
  ['insert over something', [{ op: 'insert', at: ['members'], value: 1 }], 'members is already there'],
  [
    'insert inside a string',
    [{ op: 'insert', at: ['pytest', 'addopts', 'x'], value: 1 }],
    'x cannot be inside',
  ],
  ['insert past an array', [{ op: 'insert', at: ['members', 7], value: 1 }], 'not the end of its array'],
  ['remove of nothing', [{ op: 'remove', at: ['members', 9] }], 'there is no members[9]'],
  ['rename onto a key', [{ op: 'rename', at: ['members'], key: 'pytest' }], 'pytest is already there'],
  ['rename of an element', [{ op: 'rename', at: ['members', 0], key: 'x' }], 'no name to change'],
  [
    'splice of what occurs twice',
    [{ op: 'splice', at: ['pytest', 'addopts'], find: '-', text: '' }],
    'pytest.addopts does not hold "-" exactly once',
  ],
  [
    'splice of nothing',
    [{ op: 'splice', at: ['pytest', 'addopts'], find: '', text: 'x' }],
    'does not hold "" exactly once',
  ],
  ['append to an array', [{ op: 'append', at: ['members'], text: 'x' }], 'members is not a string'],
  [
    'overlapping splices',
    [
      { op: 'splice', at: ['pytest', 'addopts'], find: 'n auto', text: '' },
      { op: 'splice', at: ['pytest', 'addopts'], find: 'auto -q', text: '' },
    ],
    'two operations change pytest.addopts',
  ],
  [
    'set and append',
    [
      { op: 'set', at: ['pytest', 'addopts'], value: 'x' },
      { op: 'append', at: ['pytest', 'addopts'], text: 'y' },
    ],
    'two operations change pytest.addopts',
  ],
  ['rewrite', [{ op: 'rewrite', at: [], lines: [] }], 'only Python files'],
  ['lift', [{ op: 'lift', at: ['pytest', 'addopts'], find: '-q' }], 'only ini files'],
]

test.each(refusals)('refuses %s', (_name, ops, message) => {
  const result = expectedValue(root, ops)
  expect(isRefusal(result) && result.refused).toContain(message)
  expect(differenceBeyond(root, root, ops)).toContain(message)
})

describe('the difference in words', () => {
  test('names the deepest place that differs', () => {
    const after = tree([['addopts', '-q'], testpaths, proto], [['members', ['a', 'x', 'c']], refused])
    const ops: Op[] = [{ op: 'set', at: ['pytest', 'addopts'], value: '-q' }]
    expect(differenceBeyond(root, after, ops)).toBe('members[1] should be "b" and is "x"')
  })

  test('says what is missing', () => {
    const after = tree([addopts, proto], [members, refused])
    expect(differenceBeyond(root, after, [])).toBe('pytest.testpaths should be "tests" and is absent')
  })

  test('tells a big integer from a float, and quotes odd keys', () => {
    const before = table([['a b', table([['n', 1n]])]])
    const after = table([['a b', table([['n', 1]])]])
    expect(differenceBeyond(before, after, [])).toBe('"a b".n should be the integer 1 and is 1')
    expect(nameOfPlace([])).toBe('the file')
  })
})
