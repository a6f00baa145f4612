import fc from 'fast-check'

/** YAML in every style that people and tools write it. */
export interface Written {
  readonly text: string
}

interface Style {
  readonly indent: number
  /** Whether elements stand further right than the key above them. */
  readonly indented: boolean
}

type Shape =
  | { readonly kind: 'scalar'; readonly text: string }
  | { readonly kind: 'lines'; readonly header: string; readonly lines: readonly string[] }
  | { readonly kind: 'flow'; readonly text: string }
  | { readonly kind: 'map' | 'seq'; readonly items: readonly Entry[]; readonly end: Trivia }

interface Entry {
  readonly key: string
  readonly above: Trivia
  readonly beside: string
  readonly value: Shape
}

/** Whole lines: comments and blank lines. */
type Trivia = readonly string[]

const keys = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom('a', 'b', 'jobs', 'runs-on', 'CARGO_INCREMENTAL', 'two words') },
  fc.constantFrom('on', '__proto__', '"quoted: key"', "'it''s'", '8080', 'null', 'a.b', 'ä', '"on"'),
)

const scalars = fc
  .constantFrom(
    ...['-n auto', 'cargo test', 'x', 'a/b', 'ubuntu-latest', 'a:b', 'C#', 'ü'],
    ...['"double \\"x\\" \\u00e9"', '"two\\nlines"', "'single ''x'''", "''", '"# no comment"', "'a: b'"],
    ...['1', '-5', '0x10', '0o17', '1.5', '1e3', 'true', 'no', 'null', '~', '.inf', '12345678901234567890'],
    ...['', '2001-12-14', '12:30:45', '!reference [a, b]', '!!str 5'],
  )
  .map((text): Shape => ({ kind: 'scalar', text }))

const flows = fc
  .constantFrom(
    ...[
      '[]',
      '{}',
      '[a, b]',
      '[ a, "b" ]',
      '[1,]',
      '{ a: 1 }',
      '{a: 1, b: [x, y]}',
      '[[], {}]',
      '{a: , b: 2}',
    ],
    ...['[\n  a,\n  b\n]', '[\n  a, # first\n  # own line\n  b,\n]', '{\n  a: 1,\n  "b": 2,\n}', '[a: 1, b]'],
  )
  .map((text): Shape => ({ kind: 'flow', text }))

const blocks = fc
  .record({
    header: fc.constantFrom('|', '|-', '|+', '>', '>-', '| # header'),
    lines: fc.array(
      fc.constantFrom('cargo build', 'cargo test && x', '# no comment', '', '  deeper', 'a: b'),
      {
        minLength: 1,
        maxLength: 4,
      },
    ),
  })
  .map(({ header, lines }): Shape => ({ kind: 'lines', header, lines: ['first', ...lines] }))

const beside = fc.oneof(
  { weight: 3, arbitrary: fc.constant('') },
  fc.constantFrom(' # beside', '  # two', ' #'),
)

const trivia = fc.oneof(
  { weight: 2, arbitrary: fc.constant([] as string[]) },
  fc.array(fc.constantFrom('', '# above', '# a: 1', '#', '  # deeper'), { maxLength: 3 }),
)

const { shape } = fc.letrec<{ shape: Shape; entry: Entry; container: Shape }>(tie => ({
  entry: fc.record({ key: keys, above: trivia, beside, value: tie('shape') }),
  container: fc.record({
    kind: fc.constantFrom('map' as const, 'map' as const, 'seq' as const),
    items: fc.array(tie('entry'), { minLength: 1, maxLength: 3 }),
    end: trivia,
  }),
  shape: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    { weight: 4, arbitrary: scalars },
    { weight: 1, arbitrary: blocks },
    { weight: 1, arbitrary: flows },
    { weight: 4, arbitrary: tie('container') },
  ),
}))

const root = fc.record({
  kind: fc.constantFrom('map' as const, 'map' as const, 'map' as const, 'seq' as const),
  items: fc.array(fc.record({ key: keys, above: trivia, beside, value: shape }), {
    minLength: 1,
    maxLength: 5,
  }),
  end: trivia,
})

export const written: fc.Arbitrary<Written> = fc
  .record({
    root,
    style: fc.record({ indent: fc.constantFrom(2, 4), indented: fc.boolean() }),
    newline: fc.constantFrom('\n', '\n', '\r\n'),
    bom: fc.boolean(),
    head: fc.constantFrom('', '', '# head\n', '# head\n\n', '---\n', '%YAML 1.2\n---\n', '\n'),
    tail: fc.constantFrom('', '', '', '\n# tail\n', '...\n', '---\nsecond: 1\n'),
    finalNewline: fc.boolean(),
  })
  .map(({ root, style, newline, bom, head, tail, finalNewline }) => {
    const lines = print(root, style)
    const body = head + lines.join('\n') + (finalNewline || tail ? '\n' : '') + tail
    return { text: (bom ? '\uFEFF' : '') + body.replaceAll('\n', newline) }
  })

/** The lines of a block, without the indentation that they have in common. Keys are there once. */
function print(shape: Shape & { kind: 'map' | 'seq' }, style: Style): string[] {
  const lines: string[] = []
  const seen = new Set<string>()
  for (const { key, above, beside, value } of shape.items) {
    const name = key.replace(/^"(.*)"$/, '$1')
    if (shape.kind === 'map' && seen.has(name)) continue
    seen.add(name)
    lines.push(
      ...above,
      ...(shape.kind === 'map' ? pair(key, beside, value, style) : element(beside, value, style)),
    )
  }
  return [...lines, ...shape.end]
}

function pair(key: string, beside: string, value: Shape, style: Style): string[] {
  if (value.kind !== 'map' && value.kind !== 'seq') return flat(`${key}:`, beside, value)
  const step = value.kind === 'seq' && !style.indented ? 0 : style.indent
  return [`${key}:${beside}`, ...indented(print(value, style), step)]
}

function element(beside: string, value: Shape, style: Style): string[] {
  if (value.kind !== 'map' && value.kind !== 'seq') return flat('-', beside, value)
  const [first = '', ...rest] = print({ ...value, items: value.items.map(withoutHeadline) }, style)
  return [`- ${first}`, ...indented(rest, 2)]
}

/** The first item of a table beside a dash has no comment above it. */
function withoutHeadline(entry: Entry, index: number): Entry {
  return index === 0 ? { ...entry, above: [] } : entry
}

function flat(head: string, beside: string, value: Shape): string[] {
  if (value.kind === 'lines') return [`${head} ${value.header}`, ...indented(value.lines, 2)]
  if (value.kind !== 'flow' && value.kind !== 'scalar') return []
  const [first = '', ...rest] = value.text.split('\n')
  const lines = [first === '' ? head : `${head} ${first}`, ...rest.map(line => `  ${line}`)]
  return [...lines.slice(0, -1), lines.at(-1) + beside]
}

function indented(lines: readonly string[], by: number): string[] {
  return lines.map(line => (line === '' ? '' : ' '.repeat(by) + line))
}
