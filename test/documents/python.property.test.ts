import fc from 'fast-check'
import { expect, it } from 'vitest'
import { loadPython } from '../../src/documents/python.ts'
import type { Edit, Op } from '../../src/model/document.ts'
import { isRefusal } from '../../src/model/document.ts'
import type { PyFunction, PythonDocument } from '../../src/model/python.ts'

const parse = await loadPython()

/** How a file is written; everything that an edit must leave as it is. */
const style = fc.record({
  eol: fc.constantFrom('\n', '\r\n'),
  indent: fc.constantFrom('    ', '  ', '\t'),
  quote: fc.constantFrom('"', "'"),
  bom: fc.boolean(),
  finalNewline: fc.boolean(),
})
type Style = typeof style extends fc.Arbitrary<infer S> ? S : never

const before = fc.constantFrom(
  'import os',
  'x = "😀"  # astral',
  '# a comment',
  '',
  's = """a\n@fixture\n"""',
)
const parameter = fc.constantFrom('a', 'b=1', 'c: int = 2', 'd="x, y"', 'e=(1, 2)')
const argument = fc.constantFrom(
  'name="x"',
  'params=[1, (2, 3)]',
  'autouse=True',
  'ids=lambda x: (x, ",")',
  '"x"',
)
const layout = fc.record({
  lines: fc.boolean(),
  trailingComma: fc.boolean(),
  commentAfter: fc.option(fc.nat({ max: 4 })),
})
const statement = fc.constantFrom(
  'pass',
  'return model()',
  'x = 1; y = 2',
  'target(1)',
  'x = [1,  # one\n 2]',
)

const file = fc
  .record({
    style,
    before: fc.array(before, { maxLength: 3 }),
    nested: fc.boolean(),
    decorator: fc.constantFrom(
      '@fixture',
      '@fixture()',
      '@pytest.fixture(ARGUMENTS)',
      '@pytest . fixture( ARGUMENTS )',
    ),
    arguments: fc.uniqueArray(argument, { minLength: 1, maxLength: 4 }),
    layout,
    parameters: fc.uniqueArray(parameter, { maxLength: 4 }),
    scopeAt: fc.nat({ max: 4 }),
    parameterLayout: layout,
    body: fc.array(statement, { minLength: 1, maxLength: 4 }),
    besideBody: fc.constantFrom('', '  # beside'),
    after: fc.array(before, { maxLength: 2 }),
  })
  .map(parts => ({ ...parts, text: write(parts) }))

it('every operation changes what it says and nothing else', () => {
  let done = 0
  fc.assert(
    fc.property(file, fc.nat(), ({ text, style: written }, choice) => {
      const document = tryToParse(text)
      const decorated = document?.module.functions.find(one => one.decorators.length > 0)
      if (!document || !decorated) return
      const ops = opsFor(document, decorated)
      const op = ops[choice % ops.length]
      if (!op) return
      const edits = document.lower(op)
      if (isRefusal(edits)) return
      done++
      const result = apply(text, edits)
      const changed = parse('conftest.py', result)
      expect(document.differs(changed, [op], edits)).toBeUndefined()
      expect(changed.comments.map(one => one.text)).toEqual(document.comments.map(one => one.text))
      expect(changed.comments.map(one => one.anchor)).toEqual(document.comments.map(one => one.anchor))
      expect(result.startsWith('\ufeff')).toBe(written.bom)
      expect(/[\r\n]$/.test(result)).toBe(/[\r\n]$/.test(text))
      if (written.eol === '\r\n') expect(/(?<!\r)\n/.test(result)).toBe(false)
      else expect(result).not.toContain('\r')
      const again = functionOf(changed, decorated)
      if (op.op === 'insert' || op.op === 'set')
        expect(changed.get([...(again?.decorators[0]?.at ?? []), 'scope'])).toBe('module')
      if (op.op === 'remove') expect(again?.parameters.map(one => one.name)).not.toContain('scope')
      if (op.op === 'insert')
        expect(changed.lower(retarget(changed, decorated, op))).toHaveProperty('refused')
    }),
    { numRuns: 700 },
  )
  expect(done).toBeGreaterThan(300)
}, 120_000)

it('never crashes on any text, and gives its text back', () => {
  const piece = fc.oneof(
    fc.constantFrom(
      'def ',
      'f',
      '(',
      ')',
      '[',
      ']',
      ':',
      '\n',
      '\r\n',
      '    ',
      '\t',
      '"',
      '"""',
      "'",
      '#',
      '@',
      '=',
      ',',
    ),
    fc.constantFrom(
      '*',
      '**',
      'class ',
      'lambda ',
      'if ',
      'match x',
      'import ',
      'from . ',
      '\\',
      '\ufeff',
      '😀',
      '\0',
      '{',
      '}',
    ),
    fc.string(),
  )
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 30 }), pieces => {
      const text = pieces.join('')
      const document = tryToParse(text)
      if (!document) return
      expect(document.text).toBe(text)
      const { module } = document
      for (const one of [
        ...module.functions,
        ...module.calls,
        ...module.uses,
        ...module.imports,
        ...module.assignments,
      ]) {
        const span = document.span(one.at)
        expect(span && span.start <= span.end && span.end <= text.length).toBe(true)
        expect(document.nameOf(one.at)).not.toBe('nowhere')
      }
    }),
    { numRuns: 700 },
  )
}, 120_000)

function opsFor(document: PythonDocument, decorated: PyFunction): Op[] {
  const decorator = [...(decorated.decorators[0]?.at ?? []), 'scope']
  const scope = decorated.parameters.find(one => one.name === 'scope')
  const target = document.module.calls.find(one => one.callee === 'target')
  const ops: Op[] = [{ op: 'insert', at: decorator, value: 'module' }]
  if (scope) ops.push({ op: 'remove', at: scope.at })
  if (target)
    ops.push({ op: 'rewrite', at: target.statement, lines: ['if a:', '    b = [', '        1]', '', 'c()'] })
  return ops
}

function functionOf(document: PythonDocument, like: PyFunction): PyFunction | undefined {
  return document.module.functions.find(one => one.qualifiedName === like.qualifiedName)
}

function retarget(document: PythonDocument, like: PyFunction, op: Op): Op {
  return { ...op, at: [...(functionOf(document, like)?.decorators[0]?.at ?? []), 'scope'] }
}

function tryToParse(text: string): PythonDocument | undefined {
  try {
    return parse('conftest.py', text)
  } catch (error) {
    expect(error).toHaveProperty('line')
    return undefined
  }
}

function apply(text: string, edits: readonly Edit[]): string {
  const last = edits.toSorted((a, b) => b.start - a.start)
  return last.reduce((result, edit) => result.slice(0, edit.start) + edit.text + result.slice(edit.end), text)
}

function write(parts: {
  style: Style
  before: string[]
  nested: boolean
  decorator: string
  arguments: string[]
  layout: Layout
  parameters: string[]
  scopeAt: number
  parameterLayout: Layout
  body: string[]
  besideBody: string
  after: string[]
}): string {
  const { indent, eol, quote, bom, finalNewline } = parts.style
  const outer = parts.nested ? indent : ''
  const keywords = [...parts.arguments].sort((a, b) => Number(/^\w+=/.test(a)) - Number(/^\w+=/.test(b)))
  const parameters = [
    ...parts.parameters.filter(one => !one.includes('=')),
    ...parts.parameters.filter(one => one.includes('=')),
  ]
  const defaultsFrom = parameters.findIndex(one => one.includes('='))
  const at = Math.max(
    parts.scopeAt % (parameters.length + 1),
    defaultsFrom === -1 ? parameters.length : defaultsFrom,
  )
  parameters.splice(at, 0, 'scope="session"')
  const lines = [
    ...parts.before,
    ...(parts.nested ? ['class TestX:'] : []),
    outer + parts.decorator.replace('ARGUMENTS', () => list(keywords, parts.layout, outer, indent)),
    `${outer}def f(${list(parameters, parts.parameterLayout, outer, indent)}):`,
    ...parts.body.map(one => `${outer}${indent}${one}${parts.besideBody}`),
    ...parts.after,
  ]
  const text = lines.join('\n') + (finalNewline ? '\n' : '')
  return (bom ? '\ufeff' : '') + text.replaceAll('"', quote).replaceAll('\n', eol)
}

interface Layout {
  lines: boolean
  trailingComma: boolean
  commentAfter: number | null
}

function list(
  items: string[],
  { lines, trailingComma, commentAfter }: Layout,
  outer: string,
  indent: string,
): string {
  if (!lines) return items.join(', ') + (trailingComma ? ',' : '')
  const rows = items.map((item, index) => {
    const comma = index < items.length - 1 || trailingComma ? ',' : ''
    return `${outer}${indent}${item}${comma}${index === commentAfter ? '  # note' : ''}`
  })
  return `\n${rows.join('\n')}\n${outer}`
}
