import { applyEdits } from '../model/apply-edits.ts'
import type { Comment, Document, Edit, Op, Refusal } from '../model/document.ts'
import { isRefusal } from '../model/document.ts'
import type { Place } from '../model/value.ts'
import { valueAt } from '../model/value.ts'
import { differenceBeyond, expectedValue } from './expected.ts'
import { lineEndOf } from './line-end.ts'

/**
 * Reads a file whose lines stand for themselves: requirements.txt, .env, .gitignore. The place of a line is
 * its index from 0, its value all of its text. Every text can be read.
 */
export function parseLines(path: string, text: string): Document {
  const lines = linesOf(text)
  const root = contents(text, lines)
  const document = { text, lines, root }
  return {
    path,
    format: 'lines',
    text,
    comments: commentsIn(document),
    get: at => valueAt(root, at),
    span: at => spanAt(lines, at),
    keySpan: at => spanAt(lines, at),
    spanWithin: (at, find) => spanWithin(document, at, find),
    nameOf: ([index]) => (typeof index === 'number' ? (namesOf(root)[index] ?? 'a new line') : 'the file'),
    lower: op => lower(document, op),
    differs: (after, ops) =>
      differenceBeyond(
        root,
        after.get([]) ?? null,
        ops.flatMap(op => elementaryOps(document, op)),
      ),
  }
}

interface Line {
  readonly start: number
  readonly end: number
  /** Where the next line starts. */
  readonly next: number
}

interface Lines {
  readonly text: string
  readonly lines: readonly Line[]
  readonly root: readonly string[]
}

function linesOf(text: string): Line[] {
  const lines: Line[] = []
  let start = text.startsWith('\ufeff') ? 1 : 0
  while (start < text.length) {
    const feed = text.indexOf('\n', start)
    const next = feed === -1 ? text.length : feed + 1
    const content = feed === -1 ? next : feed
    lines.push({ start, end: text.startsWith('\r\n', content - 1) ? content - 1 : content, next })
    start = next
  }
  return lines
}

function contents(text: string, lines: readonly Line[]): string[] {
  return lines.map(line => text.slice(line.start, line.end))
}

function spanAt(lines: readonly Line[], [index, ...rest]: Place): { start: number; end: number } | undefined {
  const line = typeof index === 'number' && rest.length === 0 ? lines[index] : undefined
  return line && { start: line.start, end: line.end }
}

function spanWithin({ lines, root }: Lines, [index, ...rest]: Place, find: string) {
  const line = typeof index === 'number' && rest.length === 0 ? lines[index] : undefined
  const content = line && root[Number(index)]
  const offset = content?.indexOf(find) ?? -1
  if (!line || offset === -1 || find === '' || content?.indexOf(find, offset + 1) !== -1) return undefined
  return { start: line.start + offset, end: line.start + offset + find.length }
}

/**
 * A comment belongs to the line it is on or, with no blank line between, to the next one; else it follows
 * the line above, so that a line added at the end takes no comment over.
 */
function commentsIn({ text, lines, root }: Lines): Comment[] {
  const names = namesOf(root)
  return lines.flatMap(({ start, end }, index) => {
    const offset = commentOffset(root[index] ?? '')
    if (offset === -1) return []
    const anchor = isComment(root[index] ?? '') ? anchorOf(root, names, index) : (names[index] ?? '')
    return [{ start: start + offset, end, text: text.slice(start + offset, end), anchor }]
  })
}

function anchorOf(root: readonly string[], names: readonly string[], index: number): string {
  let below = index
  while (isComment(root[below] ?? '')) below++
  if ((root[below] ?? '').trim() !== '') return names[below] ?? ''
  const above = root.slice(0, index).findLastIndex(isContent)
  return above === -1 ? 'start of the file' : `after ${names[above]}`
}

/** pip takes a `#` after white space for a comment; so do most readers of .env files. */
function commentOffset(line: string): number {
  const at = line.search(/(?:^|\s)#/)
  return at === -1 || line.charAt(at) === '#' ? at : at + 1
}

function isComment(line: string): boolean {
  return line.trimStart().startsWith('#')
}

function isContent(line: string): boolean {
  return line.trim() !== '' && !isComment(line)
}

/** The leading word of each line, which a new value leaves alone: `torch`, `NAME`; counted where it repeats. */
function namesOf(root: readonly string[]): string[] {
  const seen = new Map<string, number>()
  return root.map(line => {
    const name = /^\s*(?:export\s+)?([\w.-]+)/.exec(line)?.[1] ?? line.trim()
    const count = (seen.get(name) ?? 0) + 1
    seen.set(name, count)
    return count === 1 ? name : `${name} (${count})`
  })
}

/** Edits are tried out: an empty last line, for one, would be read back differently. */
function lower(file: Lines, op: Op): readonly Edit[] | Refusal {
  const ops = elementaryOps(file, op)
  if (ops.some(breaksLine)) return { refused: 'a line break cannot be part of a line' }
  const expected = expectedValue(file.root, ops)
  if (isRefusal(expected)) return expected
  const edits = draft(file, op, ops)
  if (isRefusal(edits)) return edits
  const text = applyEdits(file.text, edits)
  const difference = differenceBeyond(file.root, contents(text, linesOf(text)), ops)
  return difference ? { refused: `it would be read back differently: ${difference}` } : edits
}

function breaksLine(op: Op): boolean {
  const text = 'value' in op ? op.value : 'text' in op ? op.text : ''
  return typeof text === 'string' && /[\r\n]/.test(text)
}

function draft(file: Lines, op: Op, ops: readonly Op[]): Edit[] | Refusal {
  const [index] = op.at
  const line = typeof index === 'number' && op.at.length === 1 ? file.lines[index] : undefined
  if (op.op === 'insert') return appendLines(file, ops)
  if (!line) return { refused: 'only lines can be changed' }
  if (op.op === 'set') return [{ start: line.start, end: line.end, text: String(op.value) }]
  if (op.op === 'append') return [{ start: line.end, end: line.end, text: op.text }]
  if (op.op === 'remove') return [removal(file, line, Number(index))]
  const span = op.op === 'splice' ? spanWithin(file, op.at, op.find) : undefined
  return op.op === 'splice' && span
    ? [{ ...span, text: op.text }]
    : { refused: `a line cannot be changed by ${op.op}` }
}

/**
 * An insertion as one per line: its comments come first, and a blank line where the file ends in a comment,
 * which would otherwise read as if it were about the new line.
 */
function elementaryOps({ root }: Lines, op: Op): Op[] {
  if (op.op !== 'insert') return [op]
  const { above = [], beside } = op.comments ?? {}
  const gap = isComment(root.at(-1) ?? '') ? [''] : []
  const lines = [...gap, ...above, ...(beside === undefined ? [] : [beside]), op.value]
  return lines.map(value => ({ op: 'insert', at: op.at, value }))
}

function appendLines(file: Lines, ops: readonly Op[]): Edit[] {
  const end = file.text.length
  const lineEnd = lineEndOf(file.text)
  const block = ops.map(op => (op.op === 'insert' ? String(op.value) : '')).join(lineEnd)
  const last = file.lines.at(-1)
  const unended = last !== undefined && last.next === last.end
  return [{ start: end, end, text: unended ? lineEnd + block : block + lineEnd }]
}

/** A last line without a line end takes that of the line above with it. */
function removal(file: Lines, line: Line, index: number): Edit {
  const above = file.lines[index - 1]
  if (line.next === line.end && above) return { start: above.end, end: line.end, text: '' }
  return { start: line.start, end: line.next, text: '' }
}
