import type { Edit, Op } from '../../model/document.ts'
import type { Place, Value } from '../../model/value.ts'
import { sameValue } from '../../model/value.ts'
import { differentToken, inOrder, moved } from '../token-proof.ts'
import { expressionOf } from './arguments.ts'
import { literalOf } from './literals.ts'
import { holderAt, nodeAt } from './places.ts'
import type { Syntax, SyntaxTree } from './syntax.ts'
import { operands, textOf } from './syntax.ts'
import { tokensOf } from './tokens.ts'

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
  const sorted = inOrder(edits)
  const difference = differentToken(
    { text: before.text, tokens: tokensOf(before) },
    { text: after.text, tokens: tokensOf(after) },
    sorted,
  )
  if (difference) return difference
  const missing = ops.find(op => !isDone(before, after, op, sorted))
  return missing && `the ${missing.op} is not in the new text`
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
