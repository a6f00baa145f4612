import fc from 'fast-check'
import { expect, test } from 'vitest'
import { splitWords } from '../../rules/pytest/view/config/shlex.ts'

function words(line: string): string[] | undefined {
  return splitWords(line)?.map(word => word.text)
}

// Each right-hand side is what Python's shlex.split gives.
test.each([
  ['-n auto --dist  load', ['-n', 'auto', '--dist', 'load']],
  ['-m "not slow and not -n"', ['-m', 'not slow and not -n']],
  [`-m 'a "b" c'`, ['-m', 'a "b" c']],
  [String.raw`a\ b "c\"d" "e\f" 'g\h'`, ['a b', 'c"d', String.raw`e\f`, String.raw`g\h`]],
  [`a"b"'c'd`, ['abcd']],
  [`'' ""`, ['', '']],
  ['-n 4 # not a comment', ['-n', '4', '#', 'not', 'a', 'comment']],
  ['a\n\tb\r\nc', ['a', 'b', 'c']],
  ['a\fb\u00a0c', ['a\fb\u00a0c']],
  ['', []],
])('%j is split as Python splits it', (line, expected) => {
  expect(words(line)).toEqual(expected)
})

test.each(['"open', "it's", 'back\\', '"back\\'])('%j is refused, as in Python', line => {
  expect(words(line)).toBeUndefined()
})

test('words know where they stand, quotes included', () => {
  const line = ` -m "not x" -n4`
  expect(splitWords(line)?.map(word => line.slice(word.start, word.end))).toEqual(['-m', '"not x"', '-n4'])
})

test('quoted words come back as they were', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'grapheme' })), list => {
      expect(words(list.map(quoteWord).join(' '))).toEqual(list)
    }),
  )
})

/** Quotes a word so that `splitWords` gives it back, and leaves plain words alone. */
function quoteWord(word: string): string {
  if (word !== '' && !/[\s'"\\]/.test(word)) return word
  return `'${word.replaceAll("'", `'"'"'`)}'`
}
