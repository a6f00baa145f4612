import fc from 'fast-check'

/** JSON with comments, in every style that people and tools write it. */
export interface Written {
  readonly text: string
  readonly newline: string
}

interface Style {
  readonly newline: string
  readonly indent: string
  readonly trailingComma: boolean
}

type Shape =
  | { readonly kind: 'scalar'; readonly text: string }
  | {
      readonly kind: 'object'
      readonly items: readonly Entry[]
      readonly oneLine: boolean
      readonly end: Trivia
    }
  | {
      readonly kind: 'array'
      readonly items: readonly Entry[]
      readonly oneLine: boolean
      readonly end: Trivia
    }

interface Entry {
  readonly key: string
  readonly above: Trivia
  readonly inner: string
  readonly value: Shape
  readonly beforeComma: string
  readonly beside: string
}

/** Whole lines: comments and blank lines. */
type Trivia = readonly string[]

const keys = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom('a', 'b', 'c', 'files.watcherExclude', '**/target/**', '[rust]') },
  fc.constantFrom('__proto__', 'constructor', '', 'ä "quoted"', 'back\\slash', 'toString', '0'),
)

const scalars = fc
  .oneof(
    fc.constantFrom('-n auto', '', 'a/b', 'ü\u2028', 'tab\there', '-n auto -n', 'x"y\\z'),
    fc.integer({ min: -5, max: 5 }),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.boolean(),
    fc.constant(null),
  )
  .map((value): Shape => ({ kind: 'scalar', text: JSON.stringify(value) }))

const blockComment = fc.constantFrom('', '', '', ' /* block */', '/**/', ' /* two */ /* of them */')
const beside = fc.oneof(
  { weight: 3, arbitrary: fc.constant('') },
  blockComment,
  fc.constantFrom(' // beside', '// close', ' /* both */ // kinds', ' /* over\n two lines */'),
)
const trivia = fc
  .array(
    fc.constantFrom(
      '',
      '// above',
      '/* above */',
      '// "old": 1,',
      '/* over',
      '/* over\n   two */',
      '  // indented',
    ),
    { maxLength: 2 },
  )
  .map(lines => lines.map(line => (line === '/* over' ? '/* over */ // twice' : line)))

const { shape } = fc.letrec<{ shape: Shape; entry: Entry; container: Shape }>(tie => ({
  entry: fc.record({
    key: keys,
    above: trivia,
    inner: blockComment,
    value: tie('shape'),
    beforeComma: blockComment,
    beside,
  }),
  container: fc.record({
    kind: fc.constantFrom('object' as const, 'object' as const, 'array' as const),
    items: fc.array(tie('entry'), { maxLength: 4 }),
    oneLine: fc.boolean(),
    end: trivia,
  }),
  shape: fc.oneof({ depthSize: 'small', withCrossShrink: true }, scalars, tie('container')),
}))

const root = fc.record({
  kind: fc.constant('object' as const),
  items: fc.array(
    fc.record({
      key: keys,
      above: trivia,
      inner: blockComment,
      value: shape,
      beforeComma: blockComment,
      beside,
    }),
    { maxLength: 5 },
  ),
  oneLine: fc.boolean(),
  end: trivia,
})

export const written = writtenBehind('')

/** The same behind some code, which makes a module of it. */
export function writtenBehind(code: string): fc.Arbitrary<Written> {
  return fc
    .record({
      root,
      style: fc.record({
        newline: fc.constantFrom('\n', '\r\n'),
        indent: fc.constantFrom('  ', '    ', '\t'),
        trailingComma: fc.boolean(),
      }),
      bom: fc.boolean(),
      head: trivia,
      tail: trivia,
      finalNewline: fc.boolean(),
    })
    .map(({ root, style, bom, head, tail, finalNewline }) => {
      const body = [...head, code + print(root, style, ''), ...tail].join('\n') + (finalNewline ? '\n' : '')
      const text = body.replaceAll('\n', style.newline)
      return { text: (bom ? '\uFEFF' : '') + text, newline: style.newline }
    })
}

function print(shape: Shape, style: Style, indent: string): string {
  if (shape.kind === 'scalar') return shape.text
  const [open, close] = shape.kind === 'object' ? '{}' : '[]'
  const inner = indent + style.indent
  const oneLine = shape.oneLine && shape.items.every(item => isOneLine(item.value))
  let text = `${open}`
  for (const [index, item] of shape.items.entries()) {
    const last = index === shape.items.length - 1
    const comma = last && !style.trailingComma ? '' : ','
    const key = shape.kind === 'object' ? `${JSON.stringify(item.key)}:${item.inner} ` : ''
    const value = print(item.value, style, inner)
    if (oneLine) {
      const after = item.beside.includes('//') || item.beside.includes('\n') ? '' : item.beside
      text += ` ${key}${value}${item.beforeComma}${comma}${after}`
    } else {
      for (const line of item.above) text += `\n${line === '' ? '' : inner + line}`
      text += `\n${inner}${key}${value}${item.beforeComma}${comma}${item.beside}`
    }
  }
  if (oneLine) return `${text} ${close}`
  for (const line of shape.end) text += `\n${line === '' ? '' : inner + line}`
  return `${text}\n${indent}${close}`
}

function isOneLine(shape: Shape): boolean {
  return shape.kind === 'scalar' || (shape.oneLine && shape.items.every(item => isOneLine(item.value)))
}
