import type {
  PyAssignment,
  PyCall,
  PyClass,
  PyFunction,
  PyImport,
  PyModule,
  PyUse,
} from '../../model/python.ts'
import { importedNames } from './bindings.ts'
import { assignmentOf, callOf } from './calls.ts'
import { classOf, functionOf } from './functions.ts'
import { readScopes } from './scopes.ts'
import type { Surroundings } from './surroundings.ts'
import { atTop, surroundingsOf } from './surroundings.ts'
import type { Syntax, SyntaxTree } from './syntax.ts'
import { useOf } from './uses.ts'

/**
 * Everything a file says, gathered in one walk in document order. Names make up half of a file and are asked about
 * in few of them: what is done with each is found out when somebody asks.
 */
export function readFacts(tree: SyntaxTree): PyModule {
  const scopes = readScopes(tree)
  const facts = new Facts()
  // by the node's id; undefined for punctuation, which says nothing
  const surroundings = new Array<Surroundings | undefined>(tree.nodes.length)
  surroundings[0] = atTop(tree, scopes)
  for (const node of tree.nodes) {
    const around = node.children.length > 0 ? surroundings[node.id] : undefined
    if (!around) continue
    const definition = facts.add(tree, node, around)
    const inside = surroundingsOf(tree, scopes, node, around, definition)
    for (const child of node.children) {
      if (child.named) surroundings[child.id] = inside?.(child) ?? around
    }
  }
  const { imports, classes, functions, calls, assignments } = facts
  let uses: readonly PyUse[] | undefined
  return {
    imports,
    classes,
    functions,
    calls,
    assignments,
    get uses() {
      uses ??= usesOf(tree, surroundings)
      return uses
    },
    resolve: dotted => scopes.module.resolve(dotted),
  }
}

function usesOf(tree: SyntaxTree, surroundings: readonly (Surroundings | undefined)[]): PyUse[] {
  const uses: PyUse[] = []
  for (const node of tree.nodes) {
    const around = node.type === 'identifier' ? surroundings[node.id] : undefined
    if (around) addIfAny(uses, useOf(tree, node, around))
  }
  return uses
}

class Facts {
  readonly imports: PyImport[] = []
  readonly classes: PyClass[] = []
  readonly functions: PyFunction[] = []
  readonly calls: PyCall[] = []
  readonly assignments: PyAssignment[] = []

  /** Returns what a definition was made into. */
  add(tree: SyntaxTree, node: Syntax, around: Surroundings): PyFunction | PyClass | undefined {
    switch (node.type) {
      case 'function_definition':
        return added(this.functions, functionOf(tree, node, around))
      case 'class_definition':
        return added(this.classes, classOf(tree, node, around))
      case 'import_statement':
      case 'import_from_statement':
      case 'future_import_statement':
        for (const { node: at, ...names } of importedNames(tree, node)) {
          this.imports.push({ at: [at.id], ...names, within: around.within })
        }
        return undefined
      case 'call':
        this.calls.push(callOf(tree, node, around))
        return undefined
      case 'assignment':
      case 'augmented_assignment':
        addIfAny(this.assignments, assignmentOf(tree, node, around))
        return undefined
      default:
        return undefined
    }
  }
}

function added<T>(list: T[], item: T): T {
  list.push(item)
  return item
}

function addIfAny<T>(list: T[], item: T | undefined): void {
  if (item !== undefined) list.push(item)
}
