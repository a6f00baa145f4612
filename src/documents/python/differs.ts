import type { Edit, Op } from '../../model/document.ts'
import type { Place, Value } from '../../model/value.ts'
import { sameValue } from '../../model/value.ts'
import { expressionOf } from './arguments.ts'
import { literalOf } from './literals.ts'
import { holderAt, nodeAt } from './places.ts'
import type { Syntax, SyntaxTree } from './syntax.ts'
import { operands, textOf } from './syntax.ts'
import type { Token } from './tokens.ts'
import { applied, moved, tokensOf } from './tokens.ts'

/**
 * What a new text has beyond the operations: every token and comment outside the edits must be the same, at its
 * place and in as many blocks, and what the operations were for must be there.
 */
export function differenceBeyond(
  before: SyntaxTree,
  after: SyntaxTree,
  ops: readonly Op[],
  edits: readonly Edit[],
): string | undefined {
  const sorted = edits.toSorted((a, b) => a.start - b.start || a.end - b.end)
  if (applied(before.text, sorted) !== after.text) return 'the new text does not come from these edits'
  const difference = differentToken(before, after, sorted)
  if (difference) return difference
  const missing = ops.find(op => !isDone(before, after, op, sorted))
  return missing && `the ${missing.op} is not in the new text`
}

function differentToken(before: SyntaxTree, after: SyntaxTree, edits: readonly Edit[]): string | undefined {
  const written = edits.map(edit => {
    const start = moved(edit.end, edits) - edit.text.length
    return { start, end: start + edit.text.length }
  })
  const kept = outside(tokensOf(before), edits)
  const found = outside(tokensOf(after), written)
  for (let index = 0; index < Math.max(kept.length, found.length); index++) {
    const [old, now] = [kept[index], found[index]]
    if (!old || !now) return `${quoted(old ?? now)} is only in the ${old ? 'old' : 'new'} text`
    const same = old.type === now.type && old.text === now.text && old.blocks === now.blocks
    if (!same || moved(old.start, edits) !== now.start) return `${quoted(old)} became ${quoted(now)}`
  }
  return undefined
}

/** Tokens that no span cuts or covers. Both are sorted. */
function outside(tokens: readonly Token[], spans: readonly { start: number; end: number }[]): Token[] {
  let next = 0
  return tokens.filter(token => {
    while ((spans[next]?.end ?? Number.POSITIVE_INFINITY) <= token.start) next++
    const span = spans[next]
    return !span || span.start >= token.end
  })
}

function quoted(token: Token | undefined): string {
  return token ? `“${token.text.slice(0, 40)}”` : 'nothing'
}

function isDone(before: SyntaxTree, after: SyntaxTree, op: Op, edits: readonly Edit[]): boolean {
  if (op.op === 'set' || op.op === 'insert') return hasValue(before, after, op.at, op.value, edits)
  if (op.op === 'remove') return isRemoved(before, after, op.at, edits)
  return op.op === 'rewrite'
}

function hasValue(
  before: SyntaxTree,
  after: SyntaxTree,
  at: Place,
  value: Value,
  edits: readonly Edit[],
): boolean {
  const holder = holderAt(before, at)
  if (!holder) return false
  return counterparts(after, holder, edits).some(node => {
    const found = nodeAt(after, [node.id, ...at.slice(1)])
    return found !== undefined && sameValue(literalOf(after, expressionOf(found)), value)
  })
}

function isRemoved(before: SyntaxTree, after: SyntaxTree, at: Place, edits: readonly Edit[]): boolean {
  const removed = nodeAt(before, at)
  const list = removed?.parent
  if (!list) return false
  const left = operands(list)
    .filter(item => item !== removed)
    .map(item => textOf(before, item))
  return counterparts(after, list, edits).some(node => {
    const now = operands(node).map(item => textOf(after, item))
    return (
      node.type === list.type &&
      now.length === left.length &&
      now.every((text, index) => text === left[index])
    )
  })
}

/** The nodes of the new text that cover what a node of the old one has become. */
function counterparts(after: SyntaxTree, node: Syntax, edits: readonly Edit[]): Syntax[] {
  const start = moved(
    node.start,
    edits.filter(edit => edit.end <= node.start && edit.start < node.start),
  )
  const end = moved(node.end, edits)
  return after.nodes.filter(other => other.start === start && other.end === end)
}
