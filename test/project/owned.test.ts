import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { literalTail, ownedMatcher } from '../../src/project/owned.ts'

describe('the literal end of a pattern', () => {
  test.each([
    [/(^|\/)pytest\.ini$/, 'pytest.ini'],
    [/(^|\/)\.vscode\/settings\.json$/, 'settings.json'],
    [/\.ya?ml$/, 'ml'],
    [/(a|b)\.py$/, '.py'],
    [/^requirements[^/]*\.txt$/, '.txt'],
    [/x[\]$|]y$/, 'y'],
    [/a{2}b$/, 'b'],
    [/config(\.toml)?$/, ''],
    [/a$|b$/, ''],
    [/(a|b$)/, ''],
    [/a\d$/, ''],
    [/a\$/, ''],
    [/\.py/, ''],
    [/\.PY$/i, ''],
    [/a$/m, ''],
    [/a*$/, ''],
    [/a.$/, ''],
  ])('%s', (pattern, tail) => {
    expect(literalTail(pattern)).toBe(tail)
  })
})

test('the quick test says what the patterns say', () => {
  const patterns = [
    /(^|\/)pytest\.ini$/,
    /(^|\/)\.cargo\/config(\.toml)?$/,
    /(^|\/)(test_[^/]*|[^/]*_test)\.py$/,
    /^a\/b$/,
    /Z/i,
  ]
  const isOwned = ownedMatcher(patterns)
  const step = fc.constantFrom(
    'pytest.ini',
    '.cargo',
    'config',
    'config.toml',
    'test_x.py',
    'x_test.py',
    'x.py',
    'a',
    'b',
    'z',
    'ü',
  )
  fc.assert(
    fc.property(fc.array(step, { minLength: 1, maxLength: 4 }), steps => {
      const path = steps.join('/')
      expect(isOwned(steps.slice(0, -1).join('/'), steps.at(-1) ?? '')).toBe(
        patterns.some(pattern => pattern.test(path)),
      )
    }),
  )
})
