import type { PyArgument } from '../../model/python.ts'
import type { Scope } from './frame.ts'
import { literalOf } from './literals.ts'
import { dottedName } from './names.ts'
import type { Syntax, SyntaxTree } from './syntax.ts'
import { operands, part, textOf, unwrapped } from './syntax.ts'
import type { Writable } from './writable.ts'

/** The arguments of a call. */
export function argumentsOf(tree: SyntaxTree, call: Syntax, scope: Scope): PyArgument[] {
  return argumentNodes(call).map(node => argumentOf(tree, node, scope))
}

/** The nodes of a call's arguments; a bare generator expression is one. */
export function argumentNodes(call: Syntax): Syntax[] {
  const list = part(call, 'arguments')
  if (list?.type === 'generator_expression') return [list]
  return list ? operands(list) : []
}

/** An argument, or the default of a parameter. */
export function argumentOf(tree: SyntaxTree, node: Syntax, scope: Scope): PyArgument {
  const value = expressionOf(node)
  const name = node.type === 'keyword_argument' ? part(node, 'name') : undefined
  const literal = literalOf(tree, value)
  const dotted = dottedName(tree, unwrapped(value))
  const splat = SPLATS.get(node.type)
  const argument: Writable<PyArgument> = { at: [node.id], text: textOf(tree, value) }
  if (name) argument.name = textOf(tree, name)
  if (splat) argument.splat = splat
  if (literal !== undefined) argument.literal = literal
  if (dotted !== undefined) argument.qualified = scope.resolve(dotted)
  return argument
}

/** The expression of an argument, without its keyword or stars; of an assignment, what is assigned. */
export function expressionOf(node: Syntax): Syntax {
  if (node.type === 'assignment') return part(node, 'right') ?? node
  if (node.type === 'keyword_argument') return part(node, 'value') ?? node
  if (SPLATS.has(node.type)) return operands(node)[0] ?? node
  return node
}

const SPLATS: ReadonlyMap<string, '*' | '**'> = new Map([
  ['list_splat', '*'],
  ['dictionary_splat', '**'],
])
