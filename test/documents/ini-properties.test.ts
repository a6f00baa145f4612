import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Dialect } from '../../src/documents/ini.ts'
import { parseIni } from '../../src/documents/ini.ts'
import { applyEdits } from '../../src/model/apply-edits.ts'
import type { Comment, Document, Edit, Op } from '../../src/model/document.ts'
import { isRefusal } from '../../src/model/document.ts'
import { isTable } from '../../src/model/value.ts'

const RUNS = 150
const DIALECTS: Dialect[] = ['iniconfig', 'configparser']

const word = fc.constantFrom('-q', '-n auto', '--dist=load', 'a:b', 'x # y', '"a b"', '%(x)s', ']', 'é')
const blank = fc.constantFrom('', '  ', '\t')
const note = fc.constantFrom('# why', '; old', '# [x]', '#a = b')
const between = fc.oneof(
  blank,
  note,
  note.map(text => `    ${text}`),
  note.map(text => `\t${text}`),
)

interface Part {
  readonly lines: readonly string[]
}

const entry = fc.record({
  separator: fc.constantFrom('=', ' = ', ':', ' : ', '= ', '  =  '),
  first: fc.option(word, { nil: '' }),
  after: fc.constantFrom('', '', ' ', '\t'),
  further: fc.array(fc.tuple(fc.array(between, { maxLength: 2 }), fc.constantFrom('    ', '\t', ' '), word), {
    maxLength: 3,
  }),
  below: fc.array(between, { maxLength: 3 }),
})

const section = fc.record({
  comment: fc.constantFrom('', '', '  # c', ' ; c'),
  below: fc.array(between, { maxLength: 2 }),
  entries: fc.array(entry, { maxLength: 3 }),
})

const file = fc
  .record({
    top: fc.array(between, { maxLength: 2 }),
    sections: fc.array(section, { minLength: 1, maxLength: 3 }),
    lineEnd: fc.constantFrom('\n', '\r\n'),
    ended: fc.boolean(),
  })
  .map(({ top, sections, lineEnd, ended }) => {
    const parts = sections.map((each, index) => sectionLines(each, index))
    return [...top, ...parts.flatMap(part => part.lines)].join(lineEnd) + (ended ? lineEnd : '')
  })

function sectionLines(from: SectionOf, index: number): Part {
  const lines = [`[s${index}]${from.comment}`, ...from.below]
  for (const [number, each] of from.entries.entries()) {
    lines.push(`k${number}${each.separator}${each.first}${each.after}`)
    for (const [above, indent, text] of each.further) lines.push(...above, indent + text)
    lines.push(...each.below)
  }
  return { lines }
}

type SectionOf = typeof section extends fc.Arbitrary<infer Generated> ? Generated : never

/** The places of all values. */
function keysOf(document: Document): [string, string][] {
  const root = document.get([])
  if (!isTable(root)) return []
  return Object.entries(root).flatMap(([name, keys]) =>
    isTable(keys) ? Object.keys(keys).map(key => [name, key] as [string, string]) : [],
  )
}

function edit(document: Document, op: Op): { edits: readonly Edit[]; text: string } {
  const edits = document.lower(op)
  if (isRefusal(edits)) throw new Error(`${edits.refused} in ${JSON.stringify(document.text)}`)
  return { edits, text: applyEdits(document.text, edits) }
}

/** The characters outside the edits, and that each edit is where it says it is. */
function outside(text: string, edits: readonly Edit[]): string {
  return applyEdits(
    text,
    edits.map(each => ({ ...each, text: '' })),
  )
}

function outsideAfter(text: string, edits: readonly Edit[]): string {
  let shift = 0
  const back = edits
    .toSorted((a, b) => a.start - b.start)
    .map(each => {
      const start = each.start + shift
      shift += each.text.length - (each.end - each.start)
      return { start, end: start + each.text.length, text: '' }
    })
  return applyEdits(text, back)
}

function anchorsOf(comments: readonly Comment[]): string[] {
  return comments.map(each => `${each.text} | ${each.anchor}`)
}

/** Such comments would read as if they belonged to the new key's value: that insertion is refused. */
function onlyIndentedComments(document: Document, section: string[]): boolean {
  const rest = document.text.slice(document.span(section)?.end)
  return Object.keys(document.get(section) ?? {}).length === 0 && /^[^\r\n]*(\s*\n)+[ \t]+[#;]/.test(rest)
}

describe.each(DIALECTS)('%s', dialect => {
  function check(text: string, op: Op): Document {
    const before = parseIni('x.ini', text, dialect)
    const { edits, text: changed } = edit(before, op)
    const after = parseIni('x.ini', changed, dialect)
    expect(before.differs(after, [op], edits)).toBeUndefined()
    expect(outsideAfter(changed, edits)).toBe(outside(text, edits))
    if (text.includes('\r\n')) expect(changed).not.toMatch(/[^\r]\n/)
    else expect(changed).not.toContain('\r')
    expect(/\n$/.test(changed)).toBe(/\n$/.test(text))
    return after
  }

  test('append adds a flag to any value, and no comment moves', () => {
    fc.assert(
      fc.property(file, fc.nat(), (text, choice) => {
        const document = parseIni('x.ini', text, dialect)
        const places = keysOf(document)
        const at = places[choice % places.length]
        fc.pre(at !== undefined)
        const old = String(document.get(at))
        const after = check(text, { op: 'append', at, text: ' --maxprocesses=6' })
        expect(after.get(at)).toBe(old === '' ? '--maxprocesses=6' : `${old} --maxprocesses=6`)
        expect(anchorsOf(after.comments)).toEqual(anchorsOf(document.comments))
      }),
      { numRuns: RUNS },
    )
  })

  test('splice changes one word of a value, and no comment moves', () => {
    fc.assert(
      fc.property(file, fc.nat(), (text, choice) => {
        const document = parseIni('x.ini', text, dialect)
        const places = keysOf(document).filter(at => String(document.get(at)).split('auto').length === 2)
        const at = places[choice % places.length]
        fc.pre(at !== undefined)
        const span = document.spanWithin?.(at, '-n auto')
        expect(text.slice(span?.start, span?.end)).toBe('-n auto')
        const after = check(text, { op: 'splice', at, find: 'auto', text: '6' })
        expect(after.get(at)).toBe(String(document.get(at)).replace('auto', '6'))
        expect(anchorsOf(after.comments)).toEqual(anchorsOf(document.comments))
      }),
      { numRuns: RUNS },
    )
  })

  test('set gives a value of one line to a key without comments in it, and one to any empty key', () => {
    fc.assert(
      fc.property(file, fc.nat(), word, (text, choice, value) => {
        const document = parseIni('x.ini', text, dialect)
        const places = keysOf(document).filter(at => {
          const start = document.keySpan(at)?.start ?? 0
          const end = document.span(at)?.end ?? 0
          return document.comments.every(each => each.end < start || each.start > end)
        })
        const at = places[choice % places.length]
        fc.pre(at !== undefined)
        const after = check(text, { op: 'set', at, value })
        expect(after.get(at)).toBe(value)
        expect(anchorsOf(after.comments)).toEqual(anchorsOf(document.comments))
      }),
      { numRuns: RUNS },
    )
  })

  test('set of several lines is right or refused, and keeps every comment', () => {
    const lines = fc.array(word, { minLength: 1, maxLength: 5 })
    let done = 0
    fc.assert(
      fc.property(file, fc.nat(), lines, (text, choice, value) => {
        const document = parseIni('x.ini', text, dialect)
        const places = keysOf(document)
        const at = places[choice % places.length]
        fc.pre(at !== undefined)
        const op: Op = { op: 'set', at, value: value.join('\n') }
        const edits = document.lower(op)
        if (isRefusal(edits)) {
          expect(edits.refused).toMatch(/read back differently|lose its place/)
          return
        }
        done++
        const after = check(text, op)
        expect(after.get(at)).toBe(value.join('\n'))
        expect(anchorsOf(after.comments)).toEqual(anchorsOf(document.comments))
      }),
      { numRuns: RUNS },
    )
    expect(done).toBeGreaterThan(RUNS / 4)
  })

  test('insert adds a key to any section, with its comment, and no other comment moves', () => {
    fc.assert(
      fc.property(file, fc.nat(), word, (text, choice, value) => {
        const document = parseIni('x.ini', text, dialect)
        const sections = Object.keys(document.get([]) ?? {})
        const at = [sections[choice % sections.length] ?? '', 'new']
        fc.pre(!onlyIndentedComments(document, at.slice(0, 1)))
        const after = check(text, { op: 'insert', at, value, comments: { above: ['# fits the host'] } })
        expect(after.get(at)).toBe(value)
        const added = after.comments.filter(each => each.text === '# fits the host')
        expect(added.map(each => each.anchor)).toEqual([`${at[0]}.new`])
        expect(anchorsOf(after.comments.filter(each => each !== added[0]))).toEqual(
          anchorsOf(document.comments),
        )
      }),
      { numRuns: RUNS },
    )
  })

  test('insert adds a section at the end, and no comment moves', () => {
    fc.assert(
      fc.property(file, word, (text, value) => {
        const document = parseIni('x.ini', text, dialect)
        const after = check(text, { op: 'insert', at: ['new section', 'k'], value })
        expect(after.get(['new section', 'k'])).toBe(value)
        expect(after.text).toMatch(/(^|\n)[ \t]*\r?\n\[new section\]\r?\nk/)
        expect(anchorsOf(after.comments)).toEqual(anchorsOf(document.comments))
      }),
      { numRuns: RUNS },
    )
  })

  test('remove takes a key with its own comments and nothing else', () => {
    fc.assert(
      fc.property(file, fc.nat(), fc.boolean(), (text, choice, whole) => {
        const document = parseIni('x.ini', text, dialect)
        const places = keysOf(document)
        const place = places[choice % places.length]
        fc.pre(place !== undefined)
        const at = whole ? place.slice(0, 1) : place
        const before = parseIni('x.ini', text, dialect)
        const { edits, text: changed } = edit(before, { op: 'remove', at })
        const after = parseIni('x.ini', changed, dialect)
        expect(after.get(at)).toBeUndefined()
        expect(before.differs(after, [{ op: 'remove', at }], edits)).toBeUndefined()
        expect(outsideAfter(changed, edits)).toBe(outside(text, edits))
        const mine = new RegExp(`${document.nameOf(place)}|\\[${at[0]}\\]`)
        for (const each of document.comments.filter(comment => !mine.test(comment.anchor) && !whole)) {
          expect(anchorsOf(after.comments)).toContain(`${each.text} | ${each.anchor}`)
        }
      }),
      { numRuns: RUNS },
    )
  })

  test('rename changes a name and nothing else', () => {
    fc.assert(
      fc.property(file, fc.nat(), fc.boolean(), (text, choice, whole) => {
        const places = keysOf(parseIni('x.ini', text, dialect))
        const place = places[choice % places.length]
        fc.pre(place !== undefined)
        const at = whole ? place.slice(0, 1) : place
        const value = parseIni('x.ini', text, dialect).get(at)
        const after = check(text, { op: 'rename', at, key: 'other' })
        expect(after.get([...at.slice(0, -1), 'other'])).toEqual(value)
      }),
      { numRuns: RUNS },
    )
  })

  test('any text at all is read or rejected with a line and a column', () => {
    const piece = fc.constantFrom(
      '[',
      ']',
      'a',
      '=',
      ':',
      ' ',
      '\n',
      '\r\n',
      '\r',
      '\f',
      '#',
      ';',
      '\ufeff',
      '__proto__',
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), pieces => {
        try {
          const document = parseIni('x.ini', pieces.join(''), dialect)
          for (const at of keysOf(document)) expect(document.keySpan(at)).toBeDefined()
        } catch (error) {
          expect(error).toMatchObject({ line: expect.any(Number), column: expect.any(Number) })
        }
      }),
      { numRuns: 5 * RUNS },
    )
  })
})
