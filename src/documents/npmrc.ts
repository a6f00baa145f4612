import { parse } from 'ini'
import { applyEdits } from '../model/apply-edits.ts'
import type { Comment, Document, Edit, Op, Refusal, Span } from '../model/document.ts'
import { isRefusal } from '../model/document.ts'
import { isTable, type Place, table, type Value, valueAt } from '../model/value.ts'
import { differenceBeyond, expectedValue, occurrences } from './expected.ts'

/**
 * Reads `.npmrc` as npm does, with npm's own reader. That one knows no positions: they come from the lines, each of which
 * must say by itself what it says in the file. Values in a section have no place, and npm does not read them either.
 */
export function parseNpmrc(path: string, text: string): Document {
  const root = readWhole(text)
  const file = { text, root, entries: entriesIn(text, root) }
  return {
    path,
    format: 'npmrc',
    text,
    comments: commentsIn(file),
    get: at => valueAt(root, at),
    span: at => entryAt(file, at)?.value,
    keySpan: at => entryAt(file, at)?.key,
    spanWithin: (at, find) => spanWithin(file, at, find),
    nameOf: at => at.join('.') || 'the file',
    lower: op => lower(file, op),
    differs: (after, ops) => differenceBeyond(root, after.get([]) ?? null, ops),
  }
}

interface File {
  readonly text: string
  readonly root: Value
  readonly entries: ReadonlyMap<string, Entry>
}

interface Entry {
  readonly key: Span
  /** As written, quotes included. */
  readonly value: Span
}

function readWhole(text: string): Value {
  return asValue(parse(text.replace(/^\uFEFF/, '')))
}

/** ini gives strings, booleans, null, arrays and tables. */
function asValue(read: unknown): Value {
  if (Array.isArray(read)) return read.map(asValue)
  if (typeof read === 'object' && read !== null)
    return table(Object.entries(read).map(([key, value]) => [key, asValue(value)]))
  return read as Value
}

/** The line that counts for each key, which is the last one. */
function entriesIn(text: string, root: Value): ReadonlyMap<string, Entry> {
  const entries = new Map<string, Entry>()
  for (const match of text.matchAll(/[^\r\n\uFEFF]+/g)) {
    const [line] = match
    if (/^\[[^\]]*\]\s*$/.test(line)) break
    const equals = line.indexOf('=')
    const before = line.length - line.trimStart().length
    const key = line.slice(before, Math.max(before, equals)).trimEnd()
    const behind = line.slice(equals + 1)
    const value = behind.trim()
    const alone = readWhole(line)
    const [[name, read] = []] = isTable(alone) ? Object.entries(alone) : []
    if (name === undefined || key === '') continue
    // A list has a line for each of its values, and what a line says of it is not all.
    if (typeof read === 'object' || valueAt(root, [name]) !== read) entries.delete(name)
    else {
      const start = match.index + before
      const from = match.index + line.length - behind.trimStart().length
      entries.set(name, {
        key: { start, end: start + key.length },
        value: { start: from, end: from + value.length },
      })
    }
  }
  return entries
}

function entryAt({ entries }: File, [key, ...rest]: Place): Entry | undefined {
  return typeof key === 'string' && rest.length === 0 ? entries.get(key) : undefined
}

function spanWithin(file: File, at: Place, find: string): Span | undefined {
  const entry = entryAt(file, at)
  const written = entry && file.text.slice(entry.value.start, entry.value.end)
  if (!entry || !written || occurrences(written, find) !== 1) return undefined
  const start = entry.value.start + written.indexOf(find)
  return { start, end: start + find.length }
}

/** Values are changed in place; an edit that the reader would take for something else is refused. */
function lower(file: File, op: Op): readonly Edit[] | Refusal {
  const span = op.op === 'splice' ? spanWithin(file, op.at, op.find) : undefined
  if (op.op !== 'splice' || !span) return { refused: `a value of .npmrc cannot be changed by ${op.op} there` }
  const expected = expectedValue(file.root, [op])
  if (isRefusal(expected)) return expected
  const edits = [{ ...span, text: op.text }]
  const difference = differenceBeyond(file.root, readWhole(applyEdits(file.text, edits)), [op])
  return difference ? { refused: `it would be read back differently: ${difference}` } : edits
}

/** A comment belongs to the next key below it. */
function commentsIn({ text, entries }: File): Comment[] {
  const keys = [...entries].toSorted(([, a], [, b]) => a.key.start - b.key.start)
  return [...text.matchAll(/^[ \t\uFEFF]*([;#][^\r\n]*)/gm)].map(match => {
    const comment = match[1] ?? ''
    const start = match.index + match[0].length - comment.length
    const anchor = keys.find(([, { key }]) => key.start > start)?.[0] ?? 'the end of the file'
    return { start, end: start + comment.length, text: comment, anchor }
  })
}
