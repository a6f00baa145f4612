import fc from 'fast-check'
import { expect, test } from 'vitest'
import { applyEdits } from '../../src/model/apply-edits.ts'
import type { Comments, Document, Op } from '../../src/model/document.ts'
import { isRefusal } from '../../src/model/document.ts'
import { isTable, type Place, sameValue, table, type Value } from '../../src/model/value.ts'

const RUNS = { numRuns: 400 }

const values: fc.Arbitrary<Value> = fc.constantFrom<Value>(
  'https://example.org/a@v1',
  6,
  'two words',
  'a "b" \\ \n ü',
  false,
  null,
  -0,
  [],
  [1, 'x'],
  table([['**/target/**', true]]),
  table([['deep', table([['er', [table([['x', 1]]), []]]])]]),
)

/** A format whose edits are held to what a fix promises. */
export interface EditedFormat {
  /** Files in every style that people and tools write. */
  readonly written: fc.Arbitrary<{ readonly text: string }>
  parse(text: string): Document
  /** Comments as the format writes them. */
  readonly comments: Comments
}

/** Tests every operation on files in every style. */
export function proveEdits({ written, parse, comments }: EditedFormat): void {
  const scenario = fc.record({ file: written, pick: fc.nat(), value: values })
  const check = (choose: (given: Case) => Op | undefined) => holds(scenario, parse, choose)

  test('set', () => {
    check(({ places, pick, value, document }) => {
      const leaves = places.filter(at => pick % 3 === 0 || !isTable(document.get(at)))
      const at = leaves[pick % leaves.length]
      return at && { op: 'set', at, value }
    })
  })

  test('insert a key or an element', () => {
    check(({ places, pick, value, document }) => {
      const containers = places.filter(
        at => typeof document.get(at) === 'object' && document.get(at) !== null,
      )
      const into = containers[pick % containers.length]
      if (!into) return undefined
      const there = document.get(into)
      const at = [...into, ...(Array.isArray(there) ? [there.length] : ['new', 'key'].slice(pick % 2))]
      return { op: 'insert', at, value }
    })
  })

  test('insert a key under a comment', () => {
    check(({ places, pick, value, document }) => {
      const objects = places.filter(at => isTable(document.get(at)))
      const into = objects[pick % objects.length]
      return into && { op: 'insert', at: [...into, 'new'], value, comments }
    })
  })

  test('remove', () => {
    check(({ places, pick }) => {
      const keys = places.filter(at => typeof at.at(-1) === 'string')
      const at = keys[pick % keys.length]
      return at && { op: 'remove', at }
    })
  })

  test('rename', () => {
    check(({ places, pick }) => {
      const keys = places.filter(at => typeof at.at(-1) === 'string')
      const at = keys[pick % keys.length]
      return at && { op: 'rename', at, key: 'another "name"' }
    })
  })

  test('append to a string and splice in one', () => {
    check(({ places, pick, document }) => {
      const strings = places.filter(at => typeof document.get(at) === 'string')
      const at = strings[pick % strings.length]
      const old = at && document.get(at)
      if (!at || typeof old !== 'string') return undefined
      if (pick % 2 === 0 || old === '') return { op: 'append', at, text: ' --more "x"' }
      return { op: 'splice', at, find: old.slice(0, 1 + (pick % old.length)), text: '\\é\n' }
    })
  })
}

interface Case {
  readonly document: Document
  readonly places: readonly Place[]
  readonly pick: number
  readonly value: Value
}

/** Performs the operation and holds the result to everything a fix promises. Counts what was refused. */
function holds(
  scenario: fc.Arbitrary<{ file: { text: string }; pick: number; value: Value }>,
  parse: EditedFormat['parse'],
  choose: (given: Case) => Op | undefined,
): void {
  let performed = 0
  let chosen = 0
  fc.assert(
    fc.property(scenario, ({ file, pick, value }) => {
      const document = parse(file.text)
      const op = choose({ document, places: placesIn(document.get([]), []), pick, value })
      if (!op) return
      chosen++
      const edits = document.lower(op)
      if (isRefusal(edits)) return
      performed++
      const text = applyEdits(file.text, edits)
      const after = parse(text)
      expect(document.differs(after, [op], edits)).toBeUndefined()
      if (op.op === 'set' || op.op === 'insert') expect(sameValue(after.get(op.at), op.value)).toBe(true)
      if (op.op === 'remove') expect(after.get(op.at)).toBeUndefined()
      expect(commentsOf(after)).toEqual(expectedComments(document, op))
      expect(text.startsWith('\uFEFF')).toBe(file.text.startsWith('\uFEFF'))
      const old = new Set(endings(file.text))
      if (old.size > 0) expect(endings(text).filter(ending => !old.has(ending))).toEqual([])
      expect(/[\r\n]$/.test(text)).toBe(/[\r\n]$/.test(file.text))
      expectEditsApart(edits)
    }),
    RUNS,
  )
  expect(performed).toBeGreaterThan(chosen * 0.7)
}

function placesIn(value: Value | undefined, at: Place): Place[] {
  const places: Place[] = [at]
  if (Array.isArray(value))
    for (const [index, item] of value.entries()) places.push(...placesIn(item, [...at, index]))
  else if (isTable(value))
    for (const [key, item] of Object.entries(value)) places.push(...placesIn(item, [...at, key]))
  return places
}

function commentsOf(document: Document): string[] {
  return document.comments.map(comment => `${comment.text} @ ${comment.anchor}`).sort()
}

function expectedComments(document: Document, op: Op): string[] {
  const place = document.nameOf(op.at)
  const touched = (anchor: string) => {
    const name = anchor.replace(/ \(inside\)$/, '')
    return name === place || name.startsWith(`${place}.`) || name.startsWith(`${place}[`)
  }
  let comments = [...document.comments]
  if (op.op === 'remove') comments = comments.filter(comment => !touched(comment.anchor))
  const written = comments.map(({ text, anchor }) => {
    if (op.op !== 'rename' || !touched(anchor)) return `${text} @ ${anchor}`
    return `${text} @ ${anchor.replace(place, document.nameOf([...op.at.slice(0, -1), op.key]))}`
  })
  const added =
    op.op === 'insert'
      ? [...(op.comments?.above ?? []), ...(op.comments?.beside ? [op.comments.beside] : [])]
      : []
  return [...written, ...added.map(text => `${text} @ ${place}`)].sort()
}

function endings(text: string): string[] {
  return text.match(/\r\n|\n|\r/g) ?? []
}

function expectEditsApart(edits: readonly { start: number; end: number }[]): void {
  const sorted = [...edits].sort((a, b) => a.start - b.start)
  for (const [index, edit] of sorted.entries()) {
    expect(edit.end).toBeGreaterThanOrEqual(edit.start)
    expect(sorted[index + 1]?.start ?? edit.end + 1).toBeGreaterThan(edit.end)
  }
}
