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

/** Everything a file says, gathered in one walk in document order. */
export function readFacts(tree: SyntaxTree): PyModule {
  const scopes = readScopes(tree)
  const facts = new Facts()
  const open: [Syntax, Surroundings][] = [[tree.root, atTop(tree, scopes)]]
  for (let next = open.pop(); next; next = open.pop()) {
    const [node, around] = next
    const definition = facts.add(tree, node, around)
    const inside = surroundingsOf(tree, scopes, node, around, definition)
    for (let index = node.children.length - 1; index >= 0; index--) {
      const child = node.children[index]
      if (child?.named) open.push([child, inside(child)])
    }
  }
  return { ...facts, resolve: dotted => scopes.module.resolve(dotted) }
}

class Facts {
  readonly imports: PyImport[] = []
  readonly classes: PyClass[] = []
  readonly functions: PyFunction[] = []
  readonly calls: PyCall[] = []
  readonly assignments: PyAssignment[] = []
  readonly uses: PyUse[] = []

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
      case 'identifier':
        addIfAny(this.uses, useOf(tree, node, around))
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
