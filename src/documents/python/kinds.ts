import type { TreeCursor } from 'web-tree-sitter'

/** What a node's type says about each node of it. */
export interface Kind {
  readonly type: string
  readonly named: boolean
  /** Its nodes are tokens. */
  readonly childless: boolean
  /** The parts of its nodes have no names. */
  readonly fieldless: boolean
  /** Its nodes have no place in a file of Python 3. */
  readonly wrong: boolean
}

/** Kinds by the type's number: each question to WebAssembly that need not be asked of every node saves a tenth. */
export class Kinds {
  readonly #known = new Map<number, Kind>()

  /** The kind of the node that a cursor is at. */
  at(cursor: TreeCursor): Kind {
    const id = cursor.nodeTypeId
    const known = this.#known.get(id)
    if (known) return known
    const kind = kindOf(internal(cursor.nodeType), cursor.nodeIsNamed)
    this.#known.set(id, kind)
    return kind
  }
}

/** Statements the grammar knows and Python 3 does not. */
export const PYTHON_2: ReadonlySet<string> = new Set(['print_statement', 'exec_statement'])

/** Types of tokens that have names. */
export const TOKENS: ReadonlySet<string> = new Set([
  'comment',
  'false',
  'float',
  'identifier',
  'integer',
  'none',
  'string_end',
  'string_start',
  'true',
])

/** The commonest types whose parts have no names. */
export const FIELDLESS: ReadonlySet<string> = new Set([
  'argument_list',
  'assert_statement',
  'concatenated_string',
  'decorator',
  'dictionary',
  'dotted_name',
  'expression_statement',
  'list',
  'module',
  'parameters',
  'parenthesized_expression',
  'pattern_list',
  'return_statement',
  'string',
  'tuple',
  'type',
  'with_clause',
])

function kindOf(type: string, named: boolean): Kind {
  return {
    type,
    named,
    // keywords of two words are made of nodes for each
    childless: named ? TOKENS.has(type) : !type.includes(' '),
    fieldless: FIELDLESS.has(type),
    wrong: type === 'ERROR' || PYTHON_2.has(type),
  }
}

/** The engine compares strings that are keys of objects by their address; others it compares letter by letter. */
function internal(type: string): string {
  return Object.keys({ [type]: true })[0] ?? type
}
