import type { Syntax, SyntaxTree } from './syntax.ts'
import { operands, part, textOf, unwrapped } from './syntax.ts'

/** The names that a target binds: of an assignment, a `for`, a `with … as`, a parameter list, a pattern. */
export function boundNames(target: Syntax): Syntax[] {
  const names: Syntax[] = []
  const open = [target]
  for (let node = open.pop(); node; node = open.pop()) {
    if (node.type === 'identifier') names.push(node)
    if (HOLDS_TARGETS.has(node.type))
      open.push(...node.children.filter(child => !NOT_A_TARGET.has(child.field ?? '')))
  }
  return names.reverse()
}

const HOLDS_TARGETS: ReadonlySet<string> = new Set([
  'pattern_list',
  'tuple_pattern',
  'list_pattern',
  'tuple',
  'list',
  'expression_list',
  'parenthesized_expression',
  'list_splat_pattern',
  'dictionary_splat_pattern',
  'list_splat',
  'as_pattern_target',
  'parameters',
  'lambda_parameters',
  'default_parameter',
  'typed_default_parameter',
  'typed_parameter',
])

/** Parts of a parameter that are expressions of their own. */
const NOT_A_TARGET: ReadonlySet<string> = new Set(['value', 'type'])

/** One imported name. */
export interface ImportedName {
  readonly node: Syntax
  readonly name: string
  readonly qualified: string
  readonly module: string
}

/** The names that an import statement binds; a star import binds the name `*`. */
export function importedNames(tree: SyntaxTree, statement: Syntax): ImportedName[] {
  if (statement.type === 'import_statement') {
    return parts(statement, 'name').map(node => importedModule(tree, node))
  }
  const from = part(statement, 'module_name')
  const module = from ? compact(textOf(tree, from)) : '__future__'
  const star = statement.children.find(child => child.type === 'wildcard_import')
  if (star) return [{ node: star, name: '*', qualified: module, module }]
  return parts(statement, 'name').map(node => {
    const { name, alias } = aliased(tree, node)
    const qualified = module.endsWith('.') ? module + name : `${module}.${name}`
    return { node, name: alias ?? name, qualified, module }
  })
}

function importedModule(tree: SyntaxTree, node: Syntax): ImportedName {
  const { name, alias } = aliased(tree, node)
  const first = name.split('.', 1)[0] ?? name
  return { node, name: alias ?? first, qualified: alias === undefined ? first : name, module: name }
}

function aliased(tree: SyntaxTree, node: Syntax): { name: string; alias: string | undefined } {
  if (node.type !== 'aliased_import') return { name: compact(textOf(tree, node)), alias: undefined }
  const [name, alias] = operands(node)
  return { name: name ? compact(textOf(tree, name)) : '', alias: alias && textOf(tree, alias) }
}

function parts(node: Syntax, field: string): Syntax[] {
  return node.children.filter(child => child.field === field)
}

/** Dotted names may be written with blanks and line continuations in them. */
function compact(name: string): string {
  return name.replace(/[\s\\]+/g, '')
}

/** The module that a call such as `importlib.import_module("torch")` gives. */
export function moduleOfCall(tree: SyntaxTree, node: Syntax): string | undefined {
  const call = unwrapped(node)
  const callee = call.type === 'call' ? part(call, 'function') : undefined
  if (!callee || !/(^|\.)(import_module|importorskip|__import__)$/.test(textOf(tree, callee)))
    return undefined
  const list = part(call, 'arguments')
  const first = list && operands(list)[0]
  const name = first && /^(["'])([\w.]+)\1$/.exec(textOf(tree, first))?.[2]
  return name || undefined
}
