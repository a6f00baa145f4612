import type { Edit, Refusal } from '../../model/document.ts'
import type { Style } from './style.ts'
import { commentsBetween, indentAt, lineEnd, startsLine } from './style.ts'
import type { Syntax, SyntaxTree } from './syntax.ts'
import { operands } from './syntax.ts'

/** Replaces a simple statement that has its line for itself by lines, indented like it. */
export function rewriteStatement(
  tree: SyntaxTree,
  place: Syntax,
  lines: readonly string[],
  style: Style,
): Edit[] | Refusal {
  const statement = importOf(place) ?? place
  if (!isStatement(statement)) return { refused: 'only a statement can be rewritten' }
  if (
    statement.children.some(
      child => child.field === 'body' || child.type === 'block' || child.field === 'consequence',
    )
  ) {
    return { refused: 'a statement with a body is not rewritten' }
  }
  const rest = tree.text.slice(statement.end, lineEnd(tree, statement.end))
  if (!startsLine(tree, statement) || !/^[ \t\f]*(#.*)?$/.test(rest)) {
    return { refused: 'another statement shares its line' }
  }
  if (commentsBetween(tree, statement.start, statement.end).length > 0) {
    return { refused: 'a comment inside it would be lost' }
  }
  if (lines.every(line => line.trim() === '')) return { refused: 'nothing would be left of the statement' }
  return [{ start: statement.start, end: statement.end, text: indented(tree, statement, lines, style) }]
}

/** The text that takes a statement's place. Lines come with four blanks for each level of their own. */
function indented(tree: SyntaxTree, statement: Syntax, lines: readonly string[], style: Style): string {
  const outer = indentAt(tree, statement.start)
  const own = lines.map(line => line.replace(/^( {4})+/, blanks => style.indent.repeat(blanks.length / 4)))
  return own.map((line, index) => (index === 0 || line === '' ? line : outer + line)).join(style.eol)
}

function isStatement(node: Syntax): boolean {
  return node.named && (node.parent?.type === 'block' || node.parent?.type === 'module')
}

/** An import is known by the one name it binds. */
function importOf(name: Syntax): Syntax | undefined {
  const statement = name.parent
  if (statement?.type !== 'import_statement' && statement?.type !== 'import_from_statement') return undefined
  return operands(statement).filter(child => child.field === 'name').length === 1 ? statement : undefined
}
