import fc from 'fast-check'
import { parse } from 'ini'
import { describe, expect, it } from 'vitest'
import { parseNpmrc } from '../../src/documents/npmrc.ts'
import { isRefusal } from '../../src/model/document.ts'

const read = (text: string) => parseNpmrc('.npmrc', text)

/** What stands at the place of a key, and what npm's reader makes of it. */
function found(text: string, key: string) {
  const document = read(text)
  const span = document.span([key])
  return [document.get([key]), span && text.slice(span.start, span.end)]
}

describe('.npmrc', () => {
  it.each([
    ['node-options=--max-old-space-size=4096\n', '--max-old-space-size=4096', '--max-old-space-size=4096'],
    ['\ufeff node-options = "--a --b"\r\n', '--a --b', '"--a --b"'],
    ['node-options=--a ; why\n', '--a', '--a ; why'],
    ['node-options=a\nnode-options=b\n', 'b', 'b'],
    ['# node-options=a\n; node-options=b\n', undefined, undefined],
    ['[x]\nnode-options=a\n', undefined, undefined],
    ['node-options\n', true, undefined],
    ['node-options[]=a\nnode-options[]=b\n', ['a', 'b'], undefined],
    ['node-options=a\nnode-options[]=b\n', ['a', 'b'], undefined],
  ])('%j', (text, value, written) => {
    expect(found(text, 'node-options')).toEqual([value, written])
  })

  it('is changed inside a value, and nowhere else', () => {
    const document = read('; keep\r\nnode-options="--a=1 --b"\r\nregistry=x\r\n')
    const edits = document.lower({ op: 'splice', at: ['node-options'], find: '--a=1', text: '--a=2' })
    expect(edits).toEqual([{ start: 22, end: 27, text: '--a=2' }])
    expect(document.comments.map(({ text, anchor }) => [text, anchor])).toEqual([['; keep', 'node-options']])
    const comment = { op: 'splice', at: ['k'], find: 'v', text: 'a;b' } as const
    expect(isRefusal(read('k=v').lower(comment))).toBe(true)
    expect(isRefusal(document.lower({ op: 'set', at: ['node-options'], value: 'x' }))).toBe(true)
  })

  it('has positions that say by themselves what npm reads there', () => {
    const word = fc.constantFrom('a', 'node-options', 'b[]', '__proto__', '"q"', "'s'", ' ', '', '[x]')
    const value = fc.constantFrom(
      '1',
      ' --x=2 ',
      '"a b"',
      "'c'",
      'a;b',
      'a\\;b',
      '# c',
      'true',
      'null',
      '=',
      '',
    )
    const line = fc.oneof(
      fc.tuple(word, fc.constantFrom('=', ' = ', ''), value).map(parts => parts.join('')),
      fc.constantFrom('# c', ';c', '', '[s]', '  '),
    )
    fc.assert(
      fc.property(fc.array(line, { maxLength: 6 }), fc.constantFrom('\n', '\r\n'), (lines, end) => {
        const text = lines.join(end)
        const document = read(text)
        for (const [key, whole] of Object.entries(parse(text))) {
          const [keySpan, span] = [document.keySpan([key]), document.span([key])]
          if (!keySpan || !span) continue
          const alone = parse(text.slice(keySpan.start, span.end))
          expect(alone[key]).toEqual(whole)
        }
      }),
      { numRuns: 500 },
    )
  })
})
