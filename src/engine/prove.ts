import type { Comment } from '../model/document.ts'
import type { Change, Transaction } from './apply.ts'

/**
 * What must hold before a changed text may be written, or the reason why it does not. Parsing (a) has
 * already happened; that the finding is gone (e) and that a second run changes nothing (f) is the loop's part.
 */
export function disproof(transaction: Transaction): string | undefined {
  for (const change of transaction.changes) {
    const failed = unintended(change) ?? reformatted(change)
    if (failed) return `${change.path}: ${failed}`
  }
  return displacedComment(transaction)
}

/** (b) The parsed value differs by the operations and by nothing else. */
function unintended(change: Change): string | undefined {
  for (const step of change.steps) {
    const difference = step.before.differs(step.after, step.ops, step.edits)
    if (difference) return `the edit would change more than intended: ${difference}`
  }
  return undefined
}

/** (c) Every comment is still there and next to what it was next to, except what a move takes along. */
function displacedComment(transaction: Transaction): string | undefined {
  const missing = new Map<string, number>()
  const arrived: string[] = []
  for (const change of transaction.changes) {
    const { before, after } = change
    const left = new Map<string, number>()
    for (const comment of before.comments) count(left, keyOf(comment, change), 1)
    for (const comment of after.comments) {
      if ((left.get(keyOf(comment)) ?? 0) > 0) count(left, keyOf(comment), -1)
      else arrived.push(comment.text)
    }
    for (const [key, times] of left) if (times > 0) count(missing, key, times)
  }
  const moved = [...transaction.moved]
  for (const [key, times] of missing) {
    const text = key.slice(0, key.lastIndexOf('\u0000'))
    for (let i = 0; i < times; i++) {
      if (!take(moved, text) || !take(arrived, text))
        return `the comment "${text.trim()}" would be lost or end up beside something else`
    }
  }
  return undefined
}

/**
 * With the change, the anchor as it should be called afterwards: a renamed key keeps its comments, and so does the
 * element of an array, which is called by what it says.
 */
function keyOf(comment: Comment, change?: Change): string {
  const anchor = change ? renamed(comment.anchor, change) : comment.anchor
  return `${comment.text.trim()}\u0000${anchor}`
}

function renamed(anchor: string, { steps }: Change): string {
  let name = anchor
  for (const { before, after, ops } of steps) {
    for (const op of ops) {
      if (op.op !== 'rename' && op.op !== 'set') continue
      const at = op.op === 'rename' ? [...op.at.slice(0, -1), op.key] : op.at
      const [from, to] = [before.nameOf(op.at), after.nameOf(at)]
      name = name.replace(from, () => to)
    }
  }
  return name
}

function count(counts: Map<string, number>, key: string, by: number): void {
  counts.set(key, (counts.get(key) ?? 0) + by)
}

function take(texts: string[], text: string): boolean {
  const index = texts.findIndex(candidate => candidate.trim() === text.trim())
  if (index < 0) return false
  texts.splice(index, 1)
  return true
}

/** (d) Line endings, byte order mark, indentation and final newline are the file's own. */
function reformatted({ before, after, created }: Change): string | undefined {
  if (created) return undefined
  const [old, fresh] = [before.text, after.text]
  if (old.startsWith('\uFEFF') !== fresh.startsWith('\uFEFF')) return 'the byte order mark would change'
  if (old.replace('\uFEFF', '') === '') return undefined
  if (isForeign(endingsOf(old), endingsOf(fresh))) return 'line endings of another kind would appear'
  if (fresh !== '' && endsInNewline(old) !== endsInNewline(fresh)) return 'the final newline would change'
  return isForeign(indentationOf(old), indentationOf(fresh))
    ? 'indentation of another kind would appear'
    : undefined
}

/** A file that has none of a kind takes any. */
function isForeign(old: ReadonlySet<string>, fresh: ReadonlySet<string>): boolean {
  return old.size > 0 && [...fresh].some(kind => !old.has(kind))
}

function endingsOf(text: string): Set<string> {
  return new Set(text.match(/\r\n|\n|\r/g) ?? [])
}

function endsInNewline(text: string): boolean {
  return /[\r\n]$/.test(text)
}

function indentationOf(text: string): Set<'tabs' | 'spaces'> {
  const kinds = new Set<'tabs' | 'spaces'>()
  if (/^\t/m.test(text)) kinds.add('tabs')
  if (/^ /m.test(text)) kinds.add('spaces')
  return kinds
}
