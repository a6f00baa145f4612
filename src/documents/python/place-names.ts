import type { Place } from '../../model/value.ts'
import { argumentNodes } from './arguments.ts'
import { boundNames } from './bindings.ts'
import { calleeName } from './names.ts'
import { holderAt } from './places.ts'
import type { Syntax, SyntaxTree } from './syntax.ts'
import { operands, part, textOf } from './syntax.ts'

/**
 * A name that survives edits elsewhere: `def spark`, `def spark(scope)`, `def spark @pytest.fixture(scope)`,
 * `call TestX.test_a: SentenceTransformer`. The second of two with the same name gets ` #2`.
 */
export function placeName(tree: SyntaxTree, at: Place): string {
  const node = holderAt(tree, at)
  if (!node) return 'nowhere'
  const name = nodeName(tree, node)
  let number = 1
  for (let id = 0; id < node.id; id++) {
    const other = tree.nodes[id]
    if (other?.type === node.type && nodeName(tree, other) === name) number++
  }
  const keyword = at[1] === undefined ? '' : `(${at[1]})`
  return `${name}${keyword}${number > 1 ? ` #${number}` : ''}`
}

/** `def TestX.model`, `class TestX`, or `module`: the innermost definition around a node. */
export function definitionAround(tree: SyntaxTree, node: Syntax): string {
  for (let above = node.parent; above; above = above.parent) {
    if (isDefinition(above)) return definitionName(tree, above)
  }
  return 'module'
}

function nodeName(tree: SyntaxTree, node: Syntax): string {
  if (isDefinition(node)) return definitionName(tree, node)
  if (node.type === 'decorator') return decoratorName(tree, node)
  if (node.type === 'call') return callName(tree, node)
  if (node.parent?.type === 'parameters')
    return `${definitionAround(tree, node)}(${parameterName(tree, node)})`
  if (node.parent?.parent?.type === 'call' && node.field === undefined) return argumentName(tree, node)
  const left = part(node, 'left')
  if (left) return inside(tree, node, `${textOf(tree, left)} =`)
  if (/import/.test(node.parent?.type ?? '')) return inside(tree, node, `import ${textOf(tree, node)}`)
  return inside(tree, node, (textOf(tree, node).split(/[\r\n]/, 1)[0] ?? '').slice(0, 60))
}

function isDefinition(node: Syntax): boolean {
  return node.type === 'function_definition' || node.type === 'class_definition'
}

function definitionName(tree: SyntaxTree, node: Syntax): string {
  return `${node.type === 'class_definition' ? 'class' : 'def'} ${[...pathTo(tree, node), ownName(tree, node)].join('.')}`
}

function ownName(tree: SyntaxTree, node: Syntax): string {
  const name = part(node, 'name')
  return name ? textOf(tree, name) : ''
}

function pathTo(tree: SyntaxTree, node: Syntax): string[] {
  const path: string[] = []
  for (let above = node.parent; above; above = above.parent) {
    if (isDefinition(above)) path.push(ownName(tree, above))
  }
  return path.reverse()
}

function decoratorName(tree: SyntaxTree, node: Syntax): string {
  const definition = node.parent?.children.find(isDefinition)
  const expression = operands(node)[0]
  const name = expression ? calleeName(tree, expression) : ''
  return `${definition ? definitionName(tree, definition) : 'module'} @${name}`
}

function callName(tree: SyntaxTree, node: Syntax): string {
  if (node.parent?.type === 'decorator') return decoratorName(tree, node.parent)
  const callee = part(node, 'function')
  return `call ${inside(tree, node, callee ? calleeName(tree, callee) : '')}`
}

function argumentName(tree: SyntaxTree, node: Syntax): string {
  const call = node.parent?.parent
  if (!call) return textOf(tree, node)
  const keyword = part(node, 'name')
  return `${nodeName(tree, call)}(${keyword ? textOf(tree, keyword) : argumentNodes(call).indexOf(node)})`
}

function parameterName(tree: SyntaxTree, node: Syntax): string {
  const name = boundNames(node)[0]
  return name ? textOf(tree, name) : ''
}

function inside(tree: SyntaxTree, node: Syntax, what: string): string {
  const path = pathTo(tree, node).join('.')
  return path === '' ? what : `${path}: ${what}`
}
