import { type CallExpression, Node, SyntaxKind } from 'ts-morph'

/** What a function without conditions comes to when somebody calls it: its one result. */
export function resultOf(node: Node): Node | undefined {
  if (!Node.isArrowFunction(node) && !Node.isFunctionExpression(node) && !Node.isFunctionDeclaration(node))
    return undefined
  const body = node.getBody()
  if (!body) return undefined
  const parameter = node.getParameters()[0]?.getName() ?? ''
  if (!Node.isBlock(body)) return isHandedOver(body, parameter) ? body.getArguments()[0] : body
  const returns = body
    .getDescendantsOfKind(SyntaxKind.ReturnStatement)
    .filter(statement => statement.getFirstAncestor(isFunction) === node)
  const [only] = returns
  if (!only) return handedOver(body, parameter)
  return returns.length === 1 && only.getParent() === body ? only.getExpression() : undefined
}

/**
 * The argument of the only such call, where it is made whatever the conditions are and nothing else is done to the
 * parameter: others may set more of it.
 */
function handedOver(body: Node, parameter: string): Node | undefined {
  const [only, ...others] = body.getDescendants().filter(each => isHandedOver(each, parameter))
  const isAlways = only?.getParent()?.getParent() === body
  if (!only || !isAlways || others.length > 0) return undefined
  const uses = body
    .getDescendantsOfKind(SyntaxKind.Identifier)
    .filter(each => each.getText() === parameter && !only.containsRange(each.getPos(), each.getEnd()))
  return uses.length === 0 ? only.getArguments()[0] : undefined
}

/** karma's way: `function (config) { config.set({ … }) }`, and `config => config.set({ … })` */
function isHandedOver(node: Node, parameter: string): node is CallExpression {
  return Node.isCallExpression(node) && node.getExpression().getText() === `${parameter}.set`
}

function isFunction(node: Node): boolean {
  return (
    Node.isArrowFunction(node) ||
    Node.isFunctionExpression(node) ||
    Node.isFunctionDeclaration(node) ||
    Node.isMethodDeclaration(node)
  )
}

/** The expression that a module exports as its configuration; undefined where it has none. */
export function exportedBy(file: Node): Node | undefined {
  if (!Node.isSourceFile(file)) return undefined
  const assigned = file.getExportAssignments().at(-1)
  if (assigned) return assigned.getExpression()
  const exported = file.getFunctions().find(each => each.isDefaultExport())
  if (exported) return exported
  const assignments = file.getStatements().flatMap(statement => {
    const expression = Node.isExpressionStatement(statement) ? statement.getExpression() : undefined
    const isOurs =
      Node.isBinaryExpression(expression) &&
      expression.getOperatorToken().getText() === '=' &&
      /^(module\.exports|exports\.default|module\.exports\.default)$/.test(expression.getLeft().getText())
    return isOurs && Node.isBinaryExpression(expression) ? [expression.getRight()] : []
  })
  return assignments.length === 1 ? assignments[0] : undefined
}
