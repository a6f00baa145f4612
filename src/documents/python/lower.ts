import type { Edit, Op, Refusal } from '../../model/document.ts'
import { isRefusal } from '../../model/document.ts'
import { argumentNodes, expressionOf } from './arguments.ts'
import { addItem, removeItem } from './comma-list.ts'
import { callAt, holderAt, nodeAt } from './places.ts'
import { rewriteStatement } from './rewrite.ts'
import { commentsBetween, styleOf } from './style.ts'
import type { Syntax, SyntaxTree } from './syntax.ts'
import { operands, part, textOf } from './syntax.ts'
import { writeLiteral } from './write-literal.ts'

/** The edits of one operation, or why it cannot be done in this file. */
export function lowerOp(tree: SyntaxTree, op: Op): readonly Edit[] | Refusal {
  switch (op.op) {
    case 'set':
      return setValue(tree, op)
    case 'insert':
      return insertKeyword(tree, op)
    case 'remove':
      return removeFromList(tree, op)
    case 'rewrite': {
      const statement = nodeAt(tree, op.at)
      if (!statement) return { refused: 'there is no such statement' }
      return rewriteStatement(tree, statement, op.lines, styleOf(tree))
    }
    default:
      return { refused: `${op.op} is not possible in a Python file` }
  }
}

function setValue(tree: SyntaxTree, op: Op & { op: 'set' }): readonly Edit[] | Refusal {
  const node = nodeAt(tree, op.at)
  const value = node && expressionOf(node)
  if (!value) return { refused: 'there is no such argument' }
  if (!isArgument(value) && node === value)
    return { refused: 'only an argument or an assigned value can be set' }
  if (commentsBetween(tree, value.start, value.end).length > 0)
    return { refused: 'a comment inside it would be lost' }
  const quote = /^[a-z]*(["'])/i.exec(textOf(tree, value))?.[1]
  const text = writeLiteral(op.value, quote === '"' || quote === "'" ? quote : styleOf(tree).quote)
  return isRefusal(text) ? text : [{ start: value.start, end: value.end, text }]
}

/** Whether an expression is a positional argument or the default of a parameter. */
function isArgument(node: Syntax): boolean {
  return node.parent?.type === 'argument_list' || node.field === 'value'
}

function insertKeyword(tree: SyntaxTree, op: Op & { op: 'insert' }): readonly Edit[] | Refusal {
  const node = holderAt(tree, op.at)
  const keyword = op.at[1]
  if (
    !node ||
    typeof keyword !== 'string' ||
    op.at.length !== 2 ||
    !/^[\p{L}_][\p{L}\p{N}_]*$/u.test(keyword)
  ) {
    return { refused: 'only a keyword argument can be added' }
  }
  if (op.comments) return { refused: 'an argument is added without comments' }
  if (nodeAt(tree, op.at)) return { refused: `${keyword} is already there` }
  const style = styleOf(tree)
  const text = writeLiteral(op.value, style.quote)
  if (isRefusal(text)) return text
  const item = `${keyword}=${text}`
  const call = callAt(node)
  if (!call) return addParentheses(node, item)
  const list = part(call, 'arguments')
  if (list?.type !== 'argument_list')
    return { refused: 'a bare generator expression takes no second argument' }
  if (argumentNodes(call).some(argument => argument.type === 'dictionary_splat')) {
    return { refused: `the ** argument may hold ${keyword} already` }
  }
  return addItem(tree, list, item, style.eol)
}

function addParentheses(node: Syntax, item: string): readonly Edit[] | Refusal {
  const name = node.type === 'decorator' ? operands(node)[0] : undefined
  if (name?.type !== 'identifier' && name?.type !== 'attribute') return { refused: 'it is not a call' }
  return [{ start: name.end, end: name.end, text: `(${item})` }]
}

const LISTS: ReadonlySet<string> = new Set(['parameters', 'argument_list'])

function removeFromList(tree: SyntaxTree, op: Op & { op: 'remove' }): readonly Edit[] | Refusal {
  const node = nodeAt(tree, op.at)
  const list = node?.parent
  if (!node || !list || !LISTS.has(list.type))
    return { refused: 'only a parameter or an argument can be removed' }
  return removeItem(tree, list, node)
}
