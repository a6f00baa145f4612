import { applyEdits } from '../model/apply-edits.ts'
import type { Comments, Document, Edit, MovableDocument, Op, Refusal } from '../model/document.ts'
import { isRefusal } from '../model/document.ts'
import type { Sources } from '../model/ecosystem.ts'
import type { FileEdit } from '../model/finding.ts'
import { type FileOp, type Fix, type MoveOp, opsOf } from '../model/fix.ts'
import { isTable, type Place, type Table, table, type Value } from '../model/value.ts'

/** Parses the text of a file that a fix makes; the engine reads nothing itself. */
export type Reread = (path: string, text: string) => Document

/** One step of one file: the operations, the edits they became, and the documents before and after. */
export interface Step {
  readonly before: Document
  readonly after: Document
  readonly ops: readonly Op[]
  readonly edits: readonly Edit[]
}

/** One file that a fix changes. */
export interface Change {
  readonly path: string
  readonly created: boolean
  readonly before: Document
  readonly after: Document
  readonly steps: readonly Step[]
  /** From the text before to the text after. */
  readonly edits: readonly Edit[]
}

/** Everything a fix changes, or nothing of it. */
export interface Transaction {
  readonly changes: readonly Change[]
  /** Comments that a move takes along: they may be next to something else afterwards. */
  readonly moved: readonly string[]
}

/** Performs a fix on the current texts, in memory. */
export function applyFix(fix: Fix, sources: Sources, reread: Reread): Transaction | Refusal {
  const expanded = expandMoves(opsOf(fix), sources)
  if (isRefusal(expanded)) return expanded
  const changes: Change[] = []
  for (const [path, ops] of expanded.byFile) {
    const change = changeFile(path, ops, sources, reread)
    if (isRefusal(change)) return change
    changes.push(change)
  }
  return { changes, moved: expanded.moved }
}

/** The edits of a transaction, as reports print them. */
export function editsOf(transaction: Transaction): readonly FileEdit[] {
  return transaction.changes.flatMap(change =>
    change.created
      ? [{ file: change.path, create: true as const, start: 0, end: 0, text: change.after.text }]
      : change.edits.map(edit => ({ file: change.path, start: edit.start, end: edit.end, text: edit.text })),
  )
}

function changeFile(path: string, ops: readonly Op[], sources: Sources, reread: Reread): Change | Refusal {
  const created = !sources.has(path)
  const before = created ? parsed(path, '', reread) : sources.document(path)
  if (before === undefined) return { refused: `${path} does not parse` }
  if (isRefusal(before)) return before
  const steps = atOnce(before, ops, reread) ?? oneByOne(before, ops, reread)
  if (isRefusal(steps)) return steps
  const after = steps.at(-1)?.after ?? before
  const [only] = steps
  const edits = steps.length === 1 && only ? only.edits : [differenceOf(before.text, after.text)]
  return { path, created, before, after, steps, edits }
}

/** All operations on the same text, when their edits do not touch each other. */
function atOnce(before: Document, ops: readonly Op[], reread: Reread): readonly Step[] | undefined {
  const lowered = ops.map(op => before.lower(op))
  const edits: Edit[] = []
  for (const result of lowered) {
    if (isRefusal(result)) return undefined
    edits.push(...result)
  }
  if (touching(edits)) return undefined
  const after = parsed(before.path, applyEdits(before.text, edits), reread)
  return isRefusal(after) ? undefined : [{ before, after, ops, edits }]
}

function oneByOne(before: Document, ops: readonly Op[], reread: Reread): readonly Step[] | Refusal {
  const steps: Step[] = []
  let current = before
  for (const op of ops) {
    const edits = current.lower(op)
    if (isRefusal(edits)) return edits
    const after = parsed(before.path, applyEdits(current.text, edits), reread)
    if (isRefusal(after)) return after
    steps.push({ before: current, after, ops: [op], edits })
    current = after
  }
  return steps
}

function parsed(path: string, text: string, reread: Reread): Document | Refusal {
  try {
    return reread(path, text)
  } catch (error) {
    return {
      refused: `${path} would no longer parse: ${error instanceof Error ? error.message : String(error)}`,
    }
  }
}

function touching(edits: readonly Edit[]): boolean {
  const sorted = [...edits].sort((a, b) => a.start - b.start || a.end - b.end)
  return sorted.some((edit, index) => {
    const next = sorted[index + 1]
    return next !== undefined && next.start <= edit.end
  })
}

/** The smallest single edit between two texts. */
function differenceOf(before: string, after: string): Edit {
  const longest = Math.min(before.length, after.length)
  let start = 0
  while (start < longest && before[start] === after[start]) start++
  let tail = 0
  while (tail < longest - start && before[before.length - 1 - tail] === after[after.length - 1 - tail]) tail++
  return { start, end: before.length - tail, text: after.slice(start, after.length - tail) }
}

interface Expanded {
  readonly byFile: ReadonlyMap<string, readonly Op[]>
  readonly moved: readonly string[]
}

/** A move is a removal here and an insertion there, comments included. */
function expandMoves(ops: readonly FileOp[], sources: Sources): Expanded | Refusal {
  const byFile = new Map<string, Op[]>()
  const moved: string[] = []
  const add = (path: string, op: Op) => byFile.set(path, [...(byFile.get(path) ?? []), op])
  for (const fileOp of ops) {
    if ('op' in fileOp) {
      add(fileOp.path, fileOp.op)
      continue
    }
    const arrival = arrivalOf(fileOp, sources)
    if (isRefusal(arrival)) return arrival
    for (const op of arrival.inserts) add(fileOp.to.path, op)
    add(fileOp.path, { op: 'remove', at: fileOp.move })
    moved.push(...textsOf(arrival.comments))
  }
  return { byFile, moved }
}

function arrivalOf(op: MoveOp, sources: Sources): { inserts: readonly Op[]; comments: Comments } | Refusal {
  const source = sources.document(op.path)
  const value = source?.get(op.move)
  if (!source || !isTable(value) || !isMovable(source))
    return { refused: `${op.path} has no table ${op.move.join('.')} to move` }
  const comments = source.commentsOf(op.move)
  const target = sources.has(op.to.path) ? sources.document(op.to.path) : undefined
  if (sources.has(op.to.path) && !target) return { refused: `${op.to.path} does not parse` }
  const there = target?.get(op.to.at)
  const arriving = merged(value, op.change)
  if (there === undefined) {
    return { inserts: [{ op: 'insert', at: op.to.at, value: arriving, comments }], comments }
  }
  const conflict = Object.keys(arriving).find(key => !isTable(there) || key in there)
  if (conflict !== undefined)
    return { refused: `${op.to.path} already sets ${[...op.to.at, conflict].join('.')}` }
  return { inserts: insertsInto(op.to.at, arriving, comments), comments }
}

/** Into a table that exists, key by key; what stood above the table goes above its first key. */
function insertsInto(at: Place, arriving: Table, comments: Comments): readonly Op[] {
  return Object.entries(arriving).map(([key, value], index) => {
    const own = comments.inside?.[key] ?? { above: [] }
    const heading = index === 0 ? [...comments.above, ...(comments.beside ? [comments.beside] : [])] : []
    return { op: 'insert', at: [...at, key], value, comments: { ...own, above: [...heading, ...own.above] } }
  })
}

function merged(value: Table, change: Readonly<Record<string, Value>>): Table {
  return table(Object.entries({ ...value, ...change }))
}

function isMovable(document: Document): document is MovableDocument {
  return 'commentsOf' in document
}

function textsOf(comments: Comments): readonly string[] {
  const inside = Object.values(comments.inside ?? {}).flatMap(textsOf)
  return [...comments.above, ...(comments.beside ? [comments.beside] : []), ...inside]
}
