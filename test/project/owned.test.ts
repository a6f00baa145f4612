import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { literalTails, ownedMatcher } from '../../src/project/owned.ts'

describe('the literal end of a pattern', () => {
  test.each([
    [/(^|\/)pytest\.ini$/, ['pytest.ini']],
    [/(^|\/)\.vscode\/settings\.json$/, ['settings.json']],
    [/\.ya?ml$/, ['ml']],
    [/(a|b)\.py$/, ['.py']],
    [/^requirements[^/]*\.txt$/, ['.txt']],
    [/x[\]$|]y$/, ['y']],
    [/a{2}b$/, ['b']],
    [/config(\.toml)?$/, ['config.toml', 'config']],
    [/(^|\/)(Cargo\.toml|Cargo\.lock)$/, ['Cargo.toml', 'Cargo.lock']],
    [/requirements(?:-dev)?\.txt$/, ['.txt']],
    [/(a|)$/, []],
    [/x(a|[b|c])$/, []],
    [/x(a|\|)$/, []],
    [/x(a|\d)$/, []],
    [/x(?!a)$/, []],
    [/a$|b$/, []],
    [/(a|b$)/, []],
    [/a\d$/, []],
    [/a\$/, []],
    [/\.py/, []],
    [/\.PY$/i, []],
    [/a$/m, []],
    [/a*$/, []],
    [/a.$/, []],
  ])('%s', (pattern, tails) => {
    expect(literalTails(pattern)).toEqual(tails)
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
