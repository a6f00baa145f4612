import type { PyClass, PyFunction, PyWithin } from '../../model/python.ts'
import type { Scope } from './frame.ts'
import { calleeName } from './names.ts'
import type { Scopes } from './scopes.ts'
import { COMPREHENSIONS, isInside } from './scopes.ts'
import type { Syntax, SyntaxTree } from './syntax.ts'
import { isExtra, operands, part, textOf, unwrapped } from './syntax.ts'

/** What is known about where a node stands, on the way down the tree. */
export interface Surroundings {
  readonly within: PyWithin
  readonly scope: Scope
  /** The names of the definitions around, outermost first. */
  readonly path: readonly string[]
  /** The innermost statement; the module itself where there is none. */
  readonly statement: Syntax
}

export function atTop(tree: SyntaxTree, scopes: Scopes): Surroundings {
  return {
    within: { lambda: false, notOnImport: false, guardedImport: false, with: [], conditions: [] },
    scope: scopes.module,
    path: [],
    statement: tree.root,
  }
}

/**
 * What is known inside each part of a node; undefined where that is what is known around it, as in most nodes.
 * `definition` is what was made of a `def` or `class`.
 */
export function surroundingsOf(
  tree: SyntaxTree,
  scopes: Scopes,
  node: Syntax,
  outer: Surroundings,
  definition: PyFunction | PyClass | undefined,
): ((child: Syntax) => Surroundings) | undefined {
  if (node.type === 'block' || node.type === 'module') {
    return child => (isExtra(child) ? outer : { ...outer, statement: child })
  }
  if (node.type === 'if_statement') return branches(tree, node, outer)
  const inner = innerOf(tree, scopes, node, outer, definition)
  return inner && (child => (isInside(node, child) ? inner : outer))
}

function innerOf(
  tree: SyntaxTree,
  scopes: Scopes,
  node: Syntax,
  outer: Surroundings,
  definition: PyFunction | PyClass | undefined,
): Surroundings | undefined {
  const { within } = outer
  if (definition && 'parameters' in definition) {
    // a body runs when it is called: outside the `with` and `try` around its definition
    const inside = { ...within, function: definition, lambda: false, guardedImport: false, with: [] }
    return { ...outer, scope: scopes.of(node), path: [...outer.path, definition.name], within: inside }
  }
  if (definition) {
    return {
      ...outer,
      scope: scopes.of(node),
      path: [...outer.path, definition.name],
      within: { ...within, class: definition },
    }
  }
  if (COMPREHENSIONS.has(node.type)) return { ...outer, scope: scopes.of(node) }
  if (node.type === 'lambda') return { ...outer, scope: scopes.of(node), within: { ...within, lambda: true } }
  if (node.type === 'try_statement' && catchesImportError(tree, node)) {
    return { ...outer, within: { ...within, guardedImport: true } }
  }
  if (node.type === 'with_statement') return { ...outer, within: entered(tree, node, outer) }
  return undefined
}

/** The branches of an `if`, each with the conditions under which it runs. */
function branches(tree: SyntaxTree, node: Syntax, outer: Surroundings): (child: Syntax) => Surroundings {
  const inside = new Map<Syntax, Surroundings>()
  const open = [node, ...node.children.filter(child => child.field === 'alternative')]
  let reached = outer
  for (const branch of open) {
    const condition = part(branch, 'condition')
    const block = part(branch, condition ? 'consequence' : 'body')
    const text = condition && textOf(tree, condition)
    const inner = text === undefined ? reached : under(reached, text)
    if (branch === node && block) inside.set(block, inner)
    else inside.set(branch, inner)
    if (text !== undefined) reached = under(reached, `not (${text})`)
  }
  return child => inside.get(child) ?? outer
}

/** Each branch of an endless `elif` would carry the conditions of all before it: so many tell enough. */
const MOST_CONDITIONS = 100

function under(outer: Surroundings, condition: string): Surroundings {
  if (outer.within.conditions.length >= MOST_CONDITIONS) return outer
  const notOnImport = outer.within.notOnImport || isNeverOnImport(outer.scope, condition)
  return {
    ...outer,
    within: { ...outer.within, notOnImport, conditions: [...outer.within.conditions, condition] },
  }
}

function isNeverOnImport(scope: Scope, condition: string): boolean {
  const name = condition.replace(/^[\s(]+|(?<![\s)])[\s)]+$/g, '')
  if (/^__name__\s*==\s*(["'])__main__\1$/.test(name) || /^(["'])__main__\1\s*==\s*__name__$/.test(name))
    return true
  return (
    name === 'TYPE_CHECKING' ||
    (/^[\w.]+$/.test(name) && /^typing(_extensions)?\.TYPE_CHECKING$/.test(scope.resolve(name)))
  )
}

const BROADER_THAN_IMPORT_ERROR = /\b(ImportError|ModuleNotFoundError|Exception|BaseException)\b/

function catchesImportError(tree: SyntaxTree, node: Syntax): boolean {
  return node.children.some(child => {
    if (child.type !== 'except_clause') return false
    const value = part(child, 'value')
    return !value || BROADER_THAN_IMPORT_ERROR.test(textOf(tree, value))
  })
}

function entered(tree: SyntaxTree, node: Syntax, outer: Surroundings): PyWithin {
  const calls: string[] = []
  let { guardedImport } = outer.within
  const clause = node.children.find(child => child.type === 'with_clause')
  for (const item of clause ? operands(clause) : []) {
    const call = enteredCall(item)
    const callee = call && part(call, 'function')
    if (!call || !callee) continue
    const name = outer.scope.resolve(calleeName(tree, callee))
    calls.push(name)
    if (/(^|\.)suppress$/.test(name)) guardedImport ||= BROADER_THAN_IMPORT_ERROR.test(textOf(tree, call))
  }
  return { ...outer.within, guardedImport, with: [...outer.within.with, ...calls] }
}

function enteredCall(item: Syntax): Syntax | undefined {
  let value = part(item, 'value')
  if (value?.type === 'as_pattern') value = operands(value)[0]
  if (value?.type === 'await') value = operands(value)[0]
  const inner = value && unwrapped(value)
  return inner?.type === 'call' ? inner : undefined
}
