import type { PyClass, PyDecorator, PyFunction, PyParameter } from '../../model/python.ts'
import { argumentOf, argumentsOf } from './arguments.ts'
import { boundNames } from './bindings.ts'
import type { Scope } from './frame.ts'
import { calleeName } from './names.ts'
import type { Surroundings } from './surroundings.ts'
import type { Syntax, SyntaxTree } from './syntax.ts'
import { isExtra, operands, part, textOf } from './syntax.ts'

export function functionOf(tree: SyntaxTree, node: Syntax, around: Surroundings): PyFunction {
  const name = nameOf(tree, node)
  const body = part(node, 'body')
  return {
    at: [node.id],
    name,
    qualifiedName: [...around.path, name].join('.'),
    async: node.children.some(child => child.type === 'async'),
    decorators: decoratorsOf(tree, node, around.scope),
    parameters: parametersOf(tree, node, around.scope),
    within: around.within,
    ...givenBy(tree, body),
    statements: body ? countStatements(body) : 0,
  }
}

export function classOf(tree: SyntaxTree, node: Syntax, around: Surroundings): PyClass {
  const name = nameOf(tree, node)
  const bases = part(node, 'superclasses')
  const classes = bases ? operands(bases).filter(base => !NO_BASE.has(base.type)) : []
  return {
    at: [node.id],
    name,
    qualifiedName: [...around.path, name].join('.'),
    bases: classes.map(base => around.scope.resolve(calleeName(tree, base))),
    decorators: decoratorsOf(tree, node, around.scope),
  }
}

const NO_BASE: ReadonlySet<string> = new Set(['keyword_argument', 'list_splat', 'dictionary_splat'])

function nameOf(tree: SyntaxTree, node: Syntax): string {
  const name = part(node, 'name')
  return name ? textOf(tree, name) : ''
}

function decoratorsOf(tree: SyntaxTree, node: Syntax, scope: Scope): PyDecorator[] {
  if (node.parent?.type !== 'decorated_definition') return []
  return node.parent.children
    .filter(child => child.type === 'decorator')
    .map(child => decoratorOf(tree, child, scope))
}

function decoratorOf(tree: SyntaxTree, node: Syntax, scope: Scope): PyDecorator {
  const expression = operands(node)[0] ?? node
  const name = calleeName(tree, expression)
  return {
    at: [node.id],
    name,
    qualified: scope.resolve(name),
    ...(expression.type === 'call' && { arguments: argumentsOf(tree, expression, scope) }),
  }
}

/** Names that are no parameters (`/`, a bare `*`) are left out. */
function parametersOf(tree: SyntaxTree, node: Syntax, scope: Scope): PyParameter[] {
  const list = part(node, 'parameters')
  const parameters: PyParameter[] = []
  let kind: PyParameter['kind'] = 'plain'
  for (const child of list ? operands(list) : []) {
    if (child.type === 'keyword_separator') kind = 'keyword-only'
    const name = boundNames(child)[0]
    if (!name || child.type === 'positional_separator') continue
    const stars = starsOf(child)
    const annotation = part(child, 'type')
    const value = part(child, 'value')
    parameters.push({
      at: [child.id],
      name: textOf(tree, name),
      kind: stars ?? kind,
      ...(annotation && { annotation: textOf(tree, annotation) }),
      ...(value && { default: argumentOf(tree, value, scope) }),
    })
    if (stars === '*') kind = 'keyword-only'
  }
  return parameters
}

function starsOf(parameter: Syntax): '*' | '**' | undefined {
  const pattern = parameter.type === 'typed_parameter' ? parameter.children[0] : parameter
  if (pattern?.type === 'list_splat_pattern') return '*'
  return pattern?.type === 'dictionary_splat_pattern' ? '**' : undefined
}

/** What `return` and `yield` of a body give; those of functions inside it are not its own. */
function givenBy(tree: SyntaxTree, body: Syntax | undefined): { yields: boolean; results: string[] } {
  const results: string[] = []
  let yields = false
  const open = body ? [body] : []
  for (let node = open.pop(); node; node = open.pop()) {
    if (node.named && OTHERS_BODY.has(node.type)) continue
    const gives = node.named && (node.type === 'return_statement' || node.type === 'yield')
    if (gives)
      results.push(
        operands(node)
          .map(value => textOf(tree, value))
          .join(' ') || 'None',
      )
    if (gives && node.type === 'yield') yields = true
    for (let index = node.children.length - 1; index >= 0; index--) {
      const child = node.children[index]
      if (child && child.children.length > 0) open.push(child)
    }
  }
  return { yields, results }
}

const OTHERS_BODY: ReadonlySet<string> = new Set(['function_definition', 'class_definition', 'lambda'])

function countStatements(body: Syntax): number {
  const statements = body.children.filter(child => !isExtra(child) && child.type !== ';')
  const first = statements[0]?.children[0]?.type
  const documented =
    statements[0]?.type === 'expression_statement' && (first === 'string' || first === 'concatenated_string')
  return statements.length - (documented ? 1 : 0)
}
