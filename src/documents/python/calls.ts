import type { PyAssignment, PyCall } from '../../model/python.ts'
import { argumentsOf } from './arguments.ts'
import { literalOf } from './literals.ts'
import { calleeName, dottedName } from './names.ts'
import type { Surroundings } from './surroundings.ts'
import type { Syntax, SyntaxTree } from './syntax.ts'
import { part, textOf, unwrapped } from './syntax.ts'
import type { Writable } from './writable.ts'

export function callOf(tree: SyntaxTree, node: Syntax, around: Surroundings): PyCall {
  const callee = calleeName(tree, part(node, 'function') ?? node)
  const { value, awaited } = outermost(node)
  const { role, target } = fateOf(tree, value)
  const call: Writable<PyCall> = {
    at: [node.id],
    statement: [around.statement.id],
    callee,
    qualified: around.scope.resolve(callee),
    arguments: argumentsOf(tree, node, around.scope),
    within: around.within,
    awaited,
    role,
  }
  if (target !== undefined) call.target = target
  return call
}

/** Undefined for an annotation without a value. */
export function assignmentOf(tree: SyntaxTree, node: Syntax, around: Surroundings): PyAssignment | undefined {
  const target = part(node, 'left')
  let value = part(node, 'right')
  while (value?.type === 'assignment') value = part(value, 'right')
  if (!target || !value) return undefined
  const literal = literalOf(tree, value)
  const dotted = dottedName(tree, unwrapped(value))
  const assignment: Writable<PyAssignment> = {
    at: [node.id],
    target: textOf(tree, target),
    text: textOf(tree, value),
    augmented: node.type === 'augmented_assignment',
    within: around.within,
  }
  if (literal !== undefined) assignment.literal = literal
  if (dotted !== undefined) assignment.qualified = around.scope.resolve(dotted)
  return assignment
}

/** The expression with the parentheses and the `await` around it. */
function outermost(node: Syntax): { value: Syntax; awaited: boolean } {
  let value = node
  let awaited = false
  while (value.parent?.type === 'parenthesized_expression' || value.parent?.type === 'await') {
    value = value.parent
    awaited ||= value.type === 'await'
  }
  return { value, awaited }
}

/** What happens to a value. */
function fateOf(tree: SyntaxTree, value: Syntax): { role: PyCall['role']; target?: string } {
  const parent = value.parent
  switch (parent?.type) {
    case 'assignment':
      return bound(tree, 'assigned', value.field === 'right' ? part(parent, 'left') : undefined)
    case 'named_expression':
      return bound(tree, 'assigned', part(parent, 'name'))
    case 'as_pattern':
      return bound(tree, 'entered', part(parent, 'alias'))
    case 'with_item':
      return { role: 'entered' }
    case 'return_statement':
      return { role: 'returned' }
    case 'yield':
      return { role: 'yielded' }
    case 'argument_list':
      return { role: parent.parent?.type === 'call' ? 'argument' : 'other' }
    case 'keyword_argument':
      return { role: parent.parent?.parent?.type === 'call' ? 'argument' : 'other' }
    case 'attribute':
      return { role: 'receiver' }
    case 'default_parameter':
    case 'typed_default_parameter':
      return { role: value.field === 'value' ? 'default' : 'other' }
    case 'decorator':
      return { role: 'decorator' }
    case 'expression_statement':
      return { role: 'statement' }
    default:
      return { role: 'other' }
  }
}

function bound(
  tree: SyntaxTree,
  role: PyCall['role'],
  target: Syntax | undefined,
): { role: PyCall['role']; target?: string } {
  return target ? { role, target: textOf(tree, target) } : { role: 'other' }
}
