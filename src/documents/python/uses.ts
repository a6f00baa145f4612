import type { PyUse } from '../../model/python.ts'
import { calleeName, nameText } from './names.ts'
import type { Surroundings } from './surroundings.ts'
import type { Syntax, SyntaxTree } from './syntax.ts'
import { part } from './syntax.ts'

/** What is done with a name where it occurs; undefined where a definition or an import gives it. */
export function useOf(tree: SyntaxTree, node: Syntax, around: Surroundings): PyUse | undefined {
  if (isDefinition(node)) return undefined
  const name = { at: [node.id], name: nameText(tree, node), within: around.within }
  const { value, path } = reached(tree, node)
  const member = path.length > 0 ? { member: path.join('.').replaceAll('.[]', '[]') } : {}
  if (isTarget(value)) return { ...name, ...member, kind: writing(value) }
  const parent = value.parent
  if (parent?.type === 'call' && value.field === 'function') {
    return { ...name, ...member, kind: path.length > 0 ? 'method' : 'call' }
  }
  const callee = argumentOf(parent)
  const given = callee && { callee: around.scope.resolve(calleeName(tree, callee)) }
  if (path.length > 0) return { ...name, ...member, ...given, kind: 'attribute' }
  if (given) return { ...name, ...given, kind: 'argument' }
  return { ...name, kind: isResult(value) ? 'result' : 'read' }
}

/** Follows `name.a[0].b` to its end, parentheses included. */
function reached(tree: SyntaxTree, node: Syntax): { value: Syntax; path: string[] } {
  const path: string[] = []
  let value = node
  for (;;) {
    const parent = value.parent
    if (parent?.type === 'attribute' && value.field === 'object') {
      const attribute = part(parent, 'attribute')
      path.push(attribute ? nameText(tree, attribute) : '?')
    } else if (parent?.type === 'subscript' && value.field === 'value') path.push('[]')
    else if (parent?.type !== 'parenthesized_expression') return { value, path }
    if (!parent) return { value, path }
    value = parent
  }
}

function writing(value: Syntax): PyUse['kind'] {
  if (value.type === 'subscript') return 'item-write'
  return value.type === 'attribute' ? 'attribute-write' : 'rebound'
}

const GROUPS: ReadonlySet<string> = new Set([
  'pattern_list',
  'tuple_pattern',
  'list_pattern',
  'list_splat_pattern',
  'list_splat',
  'tuple',
  'list',
  'expression_list',
  'parenthesized_expression',
])

/** Whether a value is assigned, deleted or bound. */
function isTarget(value: Syntax): boolean {
  let node = value
  while (node.parent && GROUPS.has(node.parent.type)) node = node.parent
  switch (node.parent?.type) {
    case 'assignment':
    case 'augmented_assignment':
    case 'for_statement':
    case 'for_in_clause':
      return node.field === 'left'
    case 'named_expression':
      return node.field === 'name'
    case 'delete_statement':
    case 'as_pattern_target':
    case 'global_statement':
    case 'nonlocal_statement':
    case 'splat_pattern':
      return true
    case 'as_pattern':
      return node.parent.parent?.type === 'case_pattern' && node.parent.children.at(-1) === node
    case 'dotted_name':
      return node.parent.children.length === 1 && node.parent.parent?.type === 'case_pattern'
    default:
      return false
  }
}

/** The callee that a value is handed to. */
function argumentOf(parent: Syntax | undefined): Syntax | undefined {
  let list = parent
  if (list && /^(keyword_argument|list_splat|dictionary_splat)$/.test(list.type)) list = list.parent
  if (list?.type !== 'argument_list' || list.parent?.type !== 'call') return undefined
  return part(list.parent, 'function')
}

function isResult(value: Syntax): boolean {
  const parent = value.parent
  const holder = parent?.type === 'expression_list' || parent?.type === 'tuple' ? parent.parent : parent
  return holder?.type === 'return_statement' || holder?.type === 'yield'
}

const PARAMETERS: ReadonlySet<string> = new Set(['parameters', 'lambda_parameters'])

/** Whether an identifier is the name of a definition, parameter, attribute, keyword or import. */
function isDefinition(node: Syntax): boolean {
  const parent = node.parent
  switch (parent?.type) {
    case 'attribute':
      return node.field === 'attribute'
    case 'keyword_argument':
    case 'function_definition':
    case 'class_definition':
    case 'default_parameter':
    case 'typed_default_parameter':
      return node.field === 'name'
    case 'parameters':
    case 'lambda_parameters':
    case 'aliased_import':
      return true
    case 'typed_parameter':
      return node.field !== 'type'
    case 'list_splat_pattern':
    case 'dictionary_splat_pattern':
      return PARAMETERS.has(parent.parent?.type ?? '') || parent.parent?.type === 'typed_parameter'
    case 'keyword_pattern':
      return parent.children[0] === node
    case 'dotted_name':
      return isImportName(parent) || parent.children[0] !== node
    case 'type':
    case 'splat_type':
      return isTypeParameter(parent)
    default:
      return false
  }
}

/** Whether a type is what `def f[T: int, *Ts]`, `class A[T]` or `type X[T]` defines. */
function isTypeParameter(type: Syntax): boolean {
  let parameter = type.type === 'splat_type' ? type.parent : type
  if (parameter?.parent?.type === 'constrained_type' && parameter.parent.children[0] === parameter) {
    parameter = parameter.parent.parent
  }
  const list = parameter?.parent
  if (list?.type !== 'type_parameter') return false
  const alias = list.parent?.type === 'generic_type' ? list.parent.parent : undefined
  return (
    list.field === 'type_parameters' ||
    (alias?.parent?.type === 'type_alias_statement' && alias.field === 'left')
  )
}

function isImportName(dotted: Syntax): boolean {
  return /^(import_statement|import_from_statement|future_import_statement|aliased_import|relative_import)$/.test(
    dotted.parent?.type ?? '',
  )
}
