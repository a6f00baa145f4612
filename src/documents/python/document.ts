import type { Comment, Document, Edit, Op, Refusal, Span } from '../../model/document.ts'
import type { PyModule, PythonDocument } from '../../model/python.ts'
import type { Place, Value } from '../../model/value.ts'
import { expressionOf } from './arguments.ts'
import { boundNames } from './bindings.ts'
import { differenceBeyond } from './differs.ts'
import { readFacts } from './facts.ts'
import { literalOf } from './literals.ts'
import { lowerOp } from './lower.ts'
import { definitionAround, placeName } from './place-names.ts'
import { nodeAt } from './places.ts'
import type { Syntax, SyntaxTree } from './syntax.ts'
import { operands, part, textOf } from './syntax.ts'

/** A parsed Python file. Its facts are gathered when they are first asked for. */
export class PythonFile implements PythonDocument {
  readonly format = 'python'
  readonly path: string
  readonly text: string
  readonly #tree: SyntaxTree
  #module: PyModule | undefined
  #comments: readonly Comment[] | undefined

  constructor(path: string, tree: SyntaxTree) {
    this.path = path
    this.text = tree.text
    this.#tree = tree
  }

  get module(): PyModule {
    this.#module ??= readFacts(this.#tree)
    return this.#module
  }

  get comments(): readonly Comment[] {
    this.#comments ??= this.#tree.nodes
      .filter(node => node.type === 'comment')
      .map(node => this.#comment(node))
    return this.#comments
  }

  get(at: Place): Value | undefined {
    const node = nodeAt(this.#tree, at)
    if (!node) return undefined
    const value = part(node, isAssignment(node) ? 'right' : 'value')
    return literalOf(this.#tree, value ?? expressionOf(node))
  }

  span(at: Place): Span | undefined {
    const node = nodeAt(this.#tree, at)
    return node && spanOf(node.type === 'keyword_argument' ? expressionOf(node) : node)
  }

  keySpan(at: Place): Span | undefined {
    const node = nodeAt(this.#tree, at)
    const name = node && keyOf(node)
    return name && spanOf(name)
  }

  nameOf(at: Place): string {
    return placeName(this.#tree, at)
  }

  lower(op: Op): readonly Edit[] | Refusal {
    return lowerOp(this.#tree, op)
  }

  differs(after: Document, ops: readonly Op[], edits: readonly Edit[]): string | undefined {
    if (!(after instanceof PythonFile)) return 'it is no longer a Python file'
    return differenceBeyond(this.#tree, after.#tree, ops, edits)
  }

  /**
   * The anchor is the definition around the comment: Python's operations never move text, and `differs` holds
   * every comment to its place among all the tokens outside the edits.
   */
  #comment(node: Syntax): Comment {
    const text = textOf(this.#tree, node).trimEnd()
    return {
      start: node.start,
      end: node.start + text.length,
      text,
      anchor: definitionAround(this.#tree, node),
    }
  }
}

function spanOf(node: Syntax): Span {
  return { start: node.start, end: node.end }
}

function isAssignment(node: Syntax): boolean {
  return node.type === 'assignment' || node.type === 'augmented_assignment'
}

/** What names a node: of a definition, parameter or keyword its name, of a call what is called. */
function keyOf(node: Syntax): Syntax | undefined {
  if (isAssignment(node)) return part(node, 'left')
  if (node.type === 'call') return part(node, 'function')
  if (node.type === 'decorator') {
    const expression = operands(node)[0]
    return (expression && part(expression, 'function')) ?? expression
  }
  if (node.parent?.type === 'parameters') return boundNames(node)[0]
  return part(node, 'name')
}
