import { describe, expect, it } from 'vitest'
import { parseJavaScript } from '../../src/documents/javascript.ts'
import { applyEdits } from '../../src/model/apply-edits.ts'
import { type Branch, branchesAt, branchOn, GIVEN, MADE, THEN } from '../../src/model/choice.ts'
import { isRefusal, type Op, type ParseError } from '../../src/model/document.ts'
import { Literal, type Place, table } from '../../src/model/value.ts'

function read(text: string, path = 'vitest.config.ts') {
  return parseJavaScript(path, text)
}

/** What a place of an exported configuration can be: `always 2`, `ci 1`. What cannot be told is `?`. */
function branches(text: string, at: Place = ['a']): string[] {
  return branchesAt(read(text), at).map(({ when, value }: Branch) => {
    return `${when} ${value instanceof Literal ? '?' : JSON.stringify(value)}`
  })
}

/** The text after an operation, or why it is refused. Every edit is proven. */
function edited(text: string, op: Op): string {
  const document = read(text)
  const edits = document.lower(op)
  if (isRefusal(edits)) return `refused: ${edits.refused}`
  const changed = applyEdits(text, edits)
  const difference = document.differs(read(changed), [op], edits)
  return difference ? `not proven: ${difference}` : changed
}

describe('what new makes', () => {
  const minimizer = (made: string) =>
    `const Terser = require('terser-webpack-plugin')\nmodule.exports = { a: [${made}] }\n`

  it.each([
    ['by the module of its class', 'new Terser({ b: 1 })', 'terser-webpack-plugin', [{ b: 1 }]],
    [
      'by the module that is required there',
      "new (require('css-minimizer'))({ b: 1 })",
      'css-minimizer',
      [{ b: 1 }],
    ],
    [
      'by its class, where it is no module',
      'new webpack.Plugin({ b: 1 }, 2)',
      'webpack.Plugin',
      [{ b: 1 }, 2],
    ],
    ['without arguments', 'new Terser()', 'terser-webpack-plugin', []],
    ['without parentheses', 'new Terser', 'terser-webpack-plugin', []],
  ])('is told %s', (_, made, from, given) => {
    expect(read(minimizer(made)).get(['a', 0])).toEqual(
      table([
        [MADE, from],
        [GIVEN, given],
      ]),
    )
  })

  it('is told by both names where its module has several', () => {
    const text = "import { Terser as T } from 'minimizers'\nexport default { a: new T() }\n"
    expect(read(text).get(['a', MADE])).toBe('minimizers Terser')
  })

  it('can be given another value, and one more', () => {
    const at: Place = ['a', 0, GIVEN, 0, 'b']
    expect(edited(minimizer('new Terser({ b: true })'), { op: 'set', at, value: 2 })).toBe(
      minimizer('new Terser({ b: 2 })'),
    )
    expect(edited(minimizer('new Terser({ c: 1 })'), { op: 'insert', at, value: 2 })).toBe(
      minimizer('new Terser({ c: 1, b: 2 })'),
    )
    expect(edited(minimizer('new Terser()'), { op: 'insert', at, value: 2 })).toMatch(
      /^refused: there is no one place/,
    )
  })

  it('has branches that begin below another one', () => {
    const document = read(minimizer('isProduction && new Terser({ b: process.env.CI ? 1 : 2 })'))
    const [made] = branchesAt(document, ['a', 0])
    expect(made).toMatchObject({ when: 'unknown', at: ['a', 0, THEN] })
    const ci = branchOn(document, ['b'], 'ci', [...(made?.at ?? []), GIVEN, 0])
    expect(ci).toEqual({ when: 'ci', value: 1, at: ['a', 0, THEN, GIVEN, 0, 'b', THEN] })
  })

  it('has branches like everything else', () => {
    expect(branches(minimizer('new Terser({ b: process.env.CI ? 1 : 2 })'), ['a', 0, GIVEN, 0, 'b'])).toEqual(
      ['ci 1', 'local 2'],
    )
  })
})

describe('what a module exports', () => {
  it.each([
    ['an object', 'export default { a: 1 }'],
    ['an object of CommonJS', 'module.exports = { a: 1 }'],
    ['an object of TypeScript', 'export = { a: 1 }'],
    [
      'a call that returns its argument',
      "import { defineConfig } from 'x'\nexport default defineConfig({ a: 1 })",
    ],
    ['a constant', 'const config = { a: 1 }\nexport default config'],
    ['a constant with a type', 'const config: Config = { a: 1 }\nexport default config'],
    ['satisfies', 'export default { a: 1 } satisfies Config'],
    ['as', 'export default ({ a: 1 } as const)'],
    ['a function with one result', 'export default defineConfig(({ mode }) => ({ a: 1 }))'],
    [
      'a function with a body',
      'export default defineConfig(async () => {\n  const b = 2\n  return { a: 1 }\n})',
    ],
    ['a function by itself', 'export default function () { return { a: 1 } }'],
    ['what karma is handed', 'module.exports = function (config) { config.set({ a: 1 }) }'],
    ['what karma is handed at once', 'module.exports = config => config.set({ a: 1 })'],
    ['a key in quotes', 'export default { "a": 1 }'],
    ['a short key', 'const a = 1\nexport default { a }'],
    ['a spread', 'const base = { a: 1 }\nexport default { ...base }'],
    ['a spread that is overridden', 'const base = { a: 2 }\nexport default { ...base, a: 1 }'],
    ['several that are merged', 'export default mergeConfig({ a: 2 }, defineConfig({ a: 1 }))'],
    ['one that is merged over an import', "import b from './b'\nexport default mergeConfig(b, { a: 1 })"],
    ['a number that is computed', 'export default { a: (3 * 4 - 2) / 10 }'],
    ['a key that is said twice', 'export default { a: 2, a: 1 }'],
  ])('%s', (_, text) => {
    expect(branches(text)).toEqual(['always 1'])
  })

  it.each([
    ['a spread of an import over it', "import b from './b'\nexport default { a: 1, ...b }"],
    ['a merged import over it', "import b from './b'\nexport default mergeConfig({ a: 1 }, b)"],
    ['an import that may have it', "import b from './b'\nexport default { ...b }"],
    ['a computed key behind it', 'export default { a: 1, [key]: 2 }'],
    ['a variable', 'let a = 1\nexport default { a }'],
    ['a constant whose inside is changed', 'const c = { a: 1 }\nc.a = 2\nexport default c'],
    ['an unknown function', 'export default withPlugins({ a: 1 })'],
    ['a call', 'export default { a: os.cpus().length }'],
    ['a parameter', 'export default a => ({ a })'],
    ['a function with two results', 'export default () => { if (x) return { a: 1 }\nreturn { a: 2 } }'],
    ['what karma is handed on a condition', 'module.exports = c => { if (x) { c.set({ a: 1 }) } }'],
    ['what karma is handed beside a base', 'module.exports = c => { base(c); c.set({ a: 1 }) }'],
    ['what is changed behind it', 'module.exports = c => { c.set({ a: 1 }); if (x) c.a = 2 }'],
    ['what karma is handed in parts', 'module.exports = c => { c.set({ a: 1 }); if (x) c.set({ a: 2 }) }'],
    ['a method', 'export default { a() { return 1 } }'],
    ['itself', 'const a = a\nexport default { a }'],
  ])('cannot be told: %s', (_, text) => {
    expect(branches(text)).toEqual(['always ?'])
  })

  it.each([
    ['nothing', 'const a = 1'],
    ['another key', 'export default { b: 1 }'],
    ['undefined', 'export default { a: undefined }'],
  ])('is not there: %s', (_, text) => {
    expect(branches(text)).toEqual(['always undefined'])
  })
})

describe('lists', () => {
  it.each([
    ['of its own', '[1, 2]', [1, 2]],
    ['with a constant spread in', '[1, ...more]', [1, 3]],
    ['with something unknown spread in', '[1, ...others()]', [1, '?']],
    ['with a condition spread in', '[1, ...(process.env.CI ? [2] : [])]', [1, '?']],
  ])('%s', (_, text, expected) => {
    const list = read(`const more = [3]\nexport default { a: ${text} }`).get(['a'])
    const items = Array.isArray(list) ? list : []
    expect(items.map(item => (item instanceof Literal ? '?' : item))).toEqual(expected)
  })
})

describe('conditions', () => {
  it.each([
    ['process.env.CI ? 1 : 2', ['ci 1', 'local 2']],
    ['!process.env.CI ? 1 : 2', ['local 1', 'ci 2']],
    ['!!process.env.CI ? 1 : undefined', ['ci 1', 'local undefined']],
    ["process.env['CI'] ? 1 : 2", ['ci 1', 'local 2']],
    ["process.env.CI === 'true' ? 1 : 2", ['ci 1', 'local 2']],
    ["process.env.CI !== 'true' ? 1 : 2", ['local 1', 'ci 2']],
    ['process.env.CI !== undefined ? 1 : 2', ['ci 1', 'local 2']],
    ['Boolean(process.env.CI) ? 1 : 2', ['ci 1', 'local 2']],
    ['(process.env.CI || process.env.GITHUB_ACTIONS) ? 1 : 2', ['ci 1', 'local 2']],
    ['process.env.DEBUG ? 1 : 2', ['unknown 1', 'unknown 2']],
    ['process.env.CI ? 1 : process.env.DEBUG ? 2 : 3', ['ci 1', 'unknown 2', 'unknown 3']],
    ['process.env.CI && 1', ['ci 1', 'local undefined']],
    ['process.env.CI ? os.cpus().length : 2', ['ci ?', 'local 2']],
  ])('%s', (text, expected) => {
    expect(branches(`export default { a: ${text} }`)).toEqual(expected)
  })

  it('by a name', () => {
    expect(branches('const isCI = !!process.env.CI\nexport default { a: isCI ? 1 : 2 }')).toEqual([
      'ci 1',
      'local 2',
    ])
    expect(branches("import isCI from 'is-ci'\nexport default { a: isCI ? 1 : 2 }")).toEqual([
      'ci 1',
      'local 2',
    ])
    expect(branches("const { isCI } = require('ci-info')\nmodule.exports = { a: isCI ? 1 : 2 }")).toEqual([
      'ci 1',
      'local 2',
    ])
  })

  it('around whole tables', () => {
    expect(branches('export default process.env.CI ? { a: 1 } : { a: 2 }')).toEqual(['ci 1', 'local 2'])
    expect(branches('export default { a: 2, ...(process.env.CI ? { a: 1 } : {}) }')).toEqual([
      'ci 1',
      'local 2',
    ])
    expect(branches('export default { ...(process.env.CI && { a: 1 }) }')).toEqual([
      'ci 1',
      'local undefined',
    ])
  })
})

describe('edits', () => {
  const set = (value: number, at: Place = ['test', 'maxWorkers']): Op => ({ op: 'set', at, value })
  const insert = (value: number, at: Place = ['test', 'maxWorkers']): Op => ({ op: 'insert', at, value })

  it('replace a value and nothing else', () => {
    expect(edited('export default { test: { maxWorkers: 8 /* many */ }, }', set(4))).toBe(
      'export default { test: { maxWorkers: 4 /* many */ }, }',
    )
  })

  it('replace one branch', () => {
    const text = 'export default { test: { maxWorkers: process.env.CI ? 2 : 16 } }'
    expect(edited(text, set(4, ['test', 'maxWorkers', '?else']))).toBe(
      'export default { test: { maxWorkers: process.env.CI ? 2 : 4 } }',
    )
  })

  it('replace a name where it is used, and leave the constant', () => {
    const text = 'const MANY = 16\nexport default { test: { maxWorkers: MANY } }'
    expect(edited(text, set(4))).toBe('const MANY = 16\nexport default { test: { maxWorkers: 4 } }')
  })

  it('are refused where several places read what they would change', () => {
    const text = 'const test = { maxWorkers: 16 }\nexport default { test, projects: [{ test }] }'
    expect(edited(text, set(4))).toBe('refused: test.maxWorkers is said where other places read it too')
  })

  it('are made in a table that one place spreads', () => {
    const text = 'const base = { test: { maxWorkers: 16 } }\nexport default { ...base }'
    expect(edited(text, set(4))).toBe('const base = { test: { maxWorkers: 4 } }\nexport default { ...base }')
  })

  it.each([
    [
      'lines',
      'export default {\n  test: {\n    globals: true,\n  },\n}\n',
      'export default {\n  test: {\n    globals: true,\n    maxWorkers: 4,\n  },\n}\n',
    ],
    [
      'no comma at the end',
      'export default {\n  test: {\n    globals: true // yes\n  }\n}\n',
      'export default {\n  test: {\n    globals: true, // yes\n    maxWorkers: 4\n  }\n}\n',
    ],
    [
      'one line',
      'export default { test: { globals: true } }',
      'export default { test: { globals: true, maxWorkers: 4 } }',
    ],
    [
      'tabs and Windows line ends',
      'export default {\r\n\ttest: {\r\n\t\tglobals: true,\r\n\t},\r\n}\r\n',
      'export default {\r\n\ttest: {\r\n\t\tglobals: true,\r\n\t\tmaxWorkers: 4,\r\n\t},\r\n}\r\n',
    ],
    [
      'a byte order mark',
      '\uFEFFexport default { test: {} }',
      '\uFEFFexport default { test: { maxWorkers: 4 } }',
    ],
    [
      'a table that is missing',
      'export default defineConfig({\n    plugins: [react()],\n})\n',
      'export default defineConfig({\n    plugins: [react()],\n    test: {\n        maxWorkers: 4\n    },\n})\n',
    ],
  ])('insert a key: %s', (_, text, expected) => {
    expect(edited(text, insert(4))).toBe(expected)
  })

  it('do not insert what something hidden may say already', () => {
    const text = "import b from './b'\nexport default {\n  ...b,\n}\n"
    expect(edited(text, insert(4))).toMatch(/^refused: test.maxWorkers may be said already/)
  })

  it('insert into the last of what is merged, where all of it can be seen', () => {
    const text =
      "import b from './b'\nconst vite = { test: { watch: false } }\nexport default mergeConfig(vite, { test: { globals: true } })\n"
    expect(edited(text, insert(4))).toContain('{ globals: true, maxWorkers: 4 }')
    expect(edited(text.replace('(vite', '(b'), insert(4))).toMatch(
      /^refused: test.maxWorkers may be said already/,
    )
  })

  it('remove a property with its comment', () => {
    const text =
      'export default {\n  test: {\n    globals: true,\n    // too many\n    maxWorkers: 8, // cpus\n    watch: false,\n  },\n}\n'
    expect(edited(text, { op: 'remove', at: ['test', 'maxWorkers'] })).toBe(
      'export default {\n  test: {\n    globals: true,\n    watch: false,\n  },\n}\n',
    )
  })

  it('do not remove what would bring another value to life', () => {
    const text = 'const base = { a: 1 }\nexport default { ...base, a: 2 }'
    expect(edited(text, { op: 'remove', at: ['a'] })).toMatch(/^not proven/)
  })

  it('rename a key', () => {
    expect(
      edited('export default { "max-forks": 8 }', { op: 'rename', at: ['max-forks'], key: 'maxWorkers' }),
    ).toBe('export default { maxWorkers: 8 }')
  })

  it('change a part of a string in its own quotes', () => {
    const text = `export default { script: 'jest -w 8' }`
    expect(edited(text, { op: 'splice', at: ['script'], find: '-w 8', text: "-w '4'" })).toBe(
      `export default { script: 'jest -w \\'4\\'' }`,
    )
  })

  it('write strings in the quotes of the file', () => {
    const op: Op = { op: 'set', at: ['a'], value: '50%' }
    expect(edited(`import "x"\nexport default { a: 1 }`, op)).toContain('a: "50%"')
    expect(edited(`import 'x'\nexport default { a: 1 }`, op)).toContain("a: '50%'")
  })
})

describe('what is no JavaScript', () => {
  it.each([
    ['export default {', 1, 17],
    ['export default {\n  a: ,\n}', 2, 6],
    ['\uFEFFlet = = 1', 1, 7],
    [`export default ${'['.repeat(300)}`, 1, 272],
    [`export default ${'['.repeat(100_000)}${']'.repeat(100_000)}`, 1, 272],
  ])('%#: has its place', (text, line, column) => {
    let error: ParseError | undefined
    try {
      read(text)
    } catch (thrown) {
      error = thrown as ParseError
    }
    expect(error).toMatchObject({ line, column })
  })
})

it('keeps every comment with what it belongs to', () => {
  const text = `#!/usr/bin/env node
/** About the file. */
import { defineConfig } from 'vitest/config' // here

export default defineConfig({
  // above
  test: {
    maxWorkers: /* between */ 8, // beside
    // at the end
  },
  template: \`not // a \${'comment'} /* here */\`,
  pattern: /\\/\\/ none/,
})
`
  const comments = read(text).comments
  expect(comments.map(comment => comment.text)).toEqual([
    '#!/usr/bin/env node',
    '/** About the file. */',
    '// here',
    '// above',
    '/* between */',
    '// beside',
    '// at the end',
  ])
  expect(comments.slice(3).map(comment => comment.anchor)).toEqual([
    'test',
    'test.maxWorkers',
    'test.maxWorkers',
    'test (inside)',
  ])
})

describe('a value in CI and elsewhere', () => {
  it.each([
    ['export default { a: 3 }', '3', '3'],
    ['export default { a: process.env.CI ? 1 : 4 }', '1', '4'],
    ['export default { a: process.env.CI ? 1 : undefined }', '1', 'nothing'],
    ['export default { a: process.env.FAST ? 1 : 4 }', '?', '?'],
    ['export default { a: process.env.CI ? limit() : 4 }', '?', '4'],
    ['export default { a: process.env.CI ? 1 : process.env.FAST ? 8 : 4 }', '?', '?'],
    ['export default {}', 'nothing', 'nothing'],
  ])('%s', (text, ci, local) => {
    const said = (['ci', 'local'] as const).map(side => {
      const { value } = branchOn(read(text), ['a'], side)
      return value instanceof Literal ? '?' : String(value ?? 'nothing')
    })
    expect(said).toEqual([ci, local])
  })
})

describe('a value where undefined stands', () => {
  it('takes its place', () => {
    const insert = (at: Place): Op => ({ op: 'insert', at, value: 4 })
    expect(edited('export default { a: process.env.CI ? 1 : undefined }', insert(['a', '?else']))).toBe(
      'export default { a: process.env.CI ? 1 : 4 }',
    )
    expect(edited('export default { a: undefined }', insert(['a']))).toBe('export default { a: 4 }')
    expect(edited('const b = undefined\nexport default { a: b, c: b }', insert(['a']))).toMatch(/^refused/)
    expect(edited('export default { a: process.env.CI && 1 }', insert(['a', '?else']))).toMatch(/^refused/)
  })
})
