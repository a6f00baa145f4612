import { boundNames, importedNames, moduleOfCall } from './bindings.ts'
import type { FrameKind, Scope } from './frame.ts'
import { Frame } from './frame.ts'
import { dottedName } from './names.ts'
import type { Syntax, SyntaxTree } from './syntax.ts'
import { part, textOf } from './syntax.ts'

/** Python's name scopes of one file: what a name stands for where it is used. */
export interface Scopes {
  readonly module: Scope
  /** The scope that a function, class, lambda or comprehension opens. */
  of(node: Syntax): Scope
}

export function readScopes(tree: SyntaxTree): Scopes {
  const module = new Frame('module', undefined)
  const opened = new Map<Syntax, Frame>()
  // by the node's id: what it is evaluated in
  const frames = new Array<Frame>(tree.nodes.length)
  for (const node of tree.nodes) {
    if (node.children.length === 0) continue
    const frame = frameOf(node, opened, frames) ?? module
    frames[node.id] = frame
    bind(tree, node, frame)
    const kind = kindOf(node)
    if (!kind) continue
    const inner = new Frame(kind, frame)
    opened.set(node, inner)
    bindParameters(tree, node, inner)
  }
  return { module, of: node => opened.get(node) ?? module }
}

function frameOf(
  node: Syntax,
  opened: ReadonlyMap<Syntax, Frame>,
  frames: readonly Frame[],
): Frame | undefined {
  const { parent } = node
  if (!parent) return undefined
  const inner = isInside(parent, node) ? opened.get(parent) : undefined
  return inner ?? frames[parent.id]
}

/** Whether a part of a node that opens a scope is evaluated in it: defaults, bases and annotations are not. */
export function isInside(opener: Syntax, child: Syntax): boolean {
  return COMPREHENSIONS.has(opener.type) || child.field === 'body'
}

export const COMPREHENSIONS: ReadonlySet<string> = new Set([
  'list_comprehension',
  'set_comprehension',
  'dictionary_comprehension',
  'generator_expression',
])

/** The kind of scope that a node opens. */
function kindOf(node: Syntax): FrameKind | undefined {
  if (node.type === 'class_definition') return 'class'
  if (node.type === 'function_definition' || node.type === 'lambda') return 'function'
  return COMPREHENSIONS.has(node.type) ? 'comprehension' : undefined
}

function bindParameters(tree: SyntaxTree, node: Syntax, inner: Frame): void {
  const parameters = part(node, 'parameters')
  if (!parameters || node.type === 'class_definition') return
  for (const name of boundNames(parameters)) inner.bind(textOf(tree, name), { kind: 'other' })
}

function bind(tree: SyntaxTree, node: Syntax, frame: Frame): void {
  switch (node.type) {
    case 'import_statement':
    case 'import_from_statement':
      for (const { name, qualified } of importedNames(tree, node))
        frame.bind(name, { kind: 'import', qualified })
      break
    case 'assignment':
      bindAssignment(tree, node, frame)
      break
    case 'augmented_assignment':
    case 'for_statement':
    case 'for_in_clause':
      bindTarget(tree, part(node, 'left'), frame)
      break
    case 'as_pattern':
      bindTarget(tree, part(node, 'alias'), frame)
      break
    case 'named_expression':
      bindTarget(tree, part(node, 'name'), frame.outsideComprehensions())
      break
    case 'class_definition':
    case 'function_definition':
      bindTarget(tree, part(node, 'name'), frame, isFallback(node))
      break
    case 'global_statement':
    case 'nonlocal_statement':
      for (const child of node.children) {
        if (child.type === 'identifier')
          frame.elsewhere(textOf(tree, child), node.type === 'global_statement')
      }
  }
}

function bindTarget(tree: SyntaxTree, target: Syntax | undefined, frame: Frame, fallback = false): void {
  if (!target) return
  for (const name of boundNames(target)) {
    frame.bind(textOf(tree, name), { kind: fallback ? 'fallback' : 'other' })
  }
}

function bindAssignment(tree: SyntaxTree, node: Syntax, frame: Frame): void {
  const left = part(node, 'left')
  const right = part(node, 'right')
  if (!right || left?.type !== 'identifier') {
    bindTarget(tree, left, frame)
    return
  }
  const name = textOf(tree, left)
  const module = moduleOfCall(tree, right)
  const to = dottedName(tree, right)
  if (module) frame.bind(name, { kind: 'import', qualified: module })
  else if (right.type === 'none' || right.type === 'false' || isFallback(node))
    frame.bind(name, { kind: 'fallback' })
  else if (to !== undefined && to !== name) frame.bind(name, { kind: 'alias', to })
  else frame.bind(name, { kind: 'other' })
}

/** What an `except` clause binds stands in for an import that failed. */
function isFallback(node: Syntax): boolean {
  for (let above = node.parent; above; above = above.parent) {
    if (above.type === 'except_clause') return true
    if (above.type === 'function_definition' || above.type === 'class_definition') return false
  }
  return false
}
