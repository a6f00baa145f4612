import { Node, SyntaxKind } from 'ts-morph'

/** What a function without conditions comes to when somebody calls it: its one result. */
export function resultOf(node: Node): Node | undefined {
  if (!Node.isArrowFunction(node) && !Node.isFunctionExpression(node) && !Node.isFunctionDeclaration(node))
    return undefined
  const body = node.getBody()
  if (!body || !Node.isBlock(body)) return body
  const returns = body
    .getDescendantsOfKind(SyntaxKind.ReturnStatement)
    .filter(statement => statement.getFirstAncestor(isFunction) === node)
  const [only] = returns
  if (!only) return handedOver(node)
  return returns.length === 1 && only.getParent() === body ? only.getExpression() : undefined
}

/** karma's way: `function (config) { config.set({ … }) }` */
function handedOver(node: Node): Node | undefined {
  if (!Node.isParametered(node)) return undefined
  const parameter = node.getParameters()[0]?.getName()
  const calls = node
    .getDescendantsOfKind(SyntaxKind.CallExpression)
    .filter(call => call.getExpression().getText() === `${parameter}.set`)
  return calls.length === 1 ? calls[0]?.getArguments()[0] : undefined
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
