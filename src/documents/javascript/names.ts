import { Node, type SourceFile, SyntaxKind } from 'ts-morph'

/** What the names of a file stand for, as far as the file itself says it. */
export interface Names {
  /** The value of a constant that nothing in the file changes; undefined for everything else. */
  valueOf(identifier: Node): Node | undefined
  /** Whether what a name stands for is used in more than one place. */
  isShared(identifier: Node): boolean
  /** The module and the name that a name is imported as: `default` for a default import. */
  importOf(identifier: Node): { readonly module: string; readonly name: string } | undefined
}

export function namesOf(file: SourceFile): Names {
  const uses = usesOf(file)
  const changed = changedNames(file)
  return {
    valueOf(identifier) {
      const name = identifier.getText()
      const declaration = declarationOf(name, identifier)
      if (!declaration || changed.has(name)) return undefined
      const list = declaration.getVariableStatement()
      return list?.getDeclarationKind() === 'const' ? declaration.getInitializer() : undefined
    },
    isShared: identifier => (uses.get(identifier.getText()) ?? 0) > 1,
    importOf: identifier => importOf(file, identifier.getText()),
  }
}

/** The declaration that a name means at a place: the innermost block around it that has one. */
function declarationOf(name: string, at: Node) {
  for (let scope = at.getParent(); scope; scope = scope.getParent()) {
    if (isParameterOf(scope, name)) return undefined
    if (!Node.isBlock(scope) && !Node.isSourceFile(scope)) continue
    const declaration = scope.getVariableDeclaration(name)
    if (declaration) return declaration
    if (scope.getFunction(name)) return undefined
  }
  return undefined
}

function isParameterOf(scope: Node, name: string): boolean {
  return (
    Node.isParametered(scope) &&
    scope.getParameters().some(parameter => parameter.getNameNode().getText().split(/\W+/).includes(name))
  )
}

/** How often each name is used as a value. */
function usesOf(file: SourceFile): ReadonlyMap<string, number> {
  const uses = new Map<string, number>()
  for (const identifier of file.getDescendantsOfKind(SyntaxKind.Identifier)) {
    if (!isUse(identifier)) continue
    const name = identifier.getText()
    uses.set(name, (uses.get(name) ?? 0) + 1)
  }
  return uses
}

function isUse(identifier: Node): boolean {
  const parent = identifier.getParent()
  if (Node.isPropertyAccessExpression(parent)) return parent.getExpression() === identifier
  if (Node.isPropertyAssignment(parent) || Node.isVariableDeclaration(parent))
    return parent.getInitializer() === identifier
  return !Node.isImportSpecifier(parent) && !Node.isImportClause(parent)
}

/** Names that are assigned to, or whose insides are: `base.test = …`, `list.push(…)`, `Object.assign(base, …)`. */
function changedNames(file: SourceFile): ReadonlySet<string> {
  const changed = new Set<string>()
  for (const binary of file.getDescendantsOfKind(SyntaxKind.BinaryExpression)) {
    if (/^(?:[^=!<>]*=|>>=|>>>=|<<=)$/.test(binary.getOperatorToken().getText()))
      changed.add(rootOf(binary.getLeft()))
  }
  for (const call of file.getDescendantsOfKind(SyntaxKind.CallExpression)) {
    const callee = call.getExpression()
    if (Node.isPropertyAccessExpression(callee) && CHANGING.has(callee.getName())) changed.add(rootOf(callee))
    if (/^Object\s*\.\s*(assign|defineProperty)$/.test(callee.getText())) {
      const [target] = call.getArguments()
      if (target) changed.add(rootOf(target))
    }
  }
  for (const removal of file.getDescendantsOfKind(SyntaxKind.DeleteExpression))
    changed.add(rootOf(removal.getExpression()))
  return changed
}

const CHANGING = new Set(['push', 'unshift', 'splice', 'pop', 'shift', 'reverse', 'sort', 'fill', 'set'])

function rootOf(node: Node): string {
  if (
    Node.isPropertyAccessExpression(node) ||
    Node.isElementAccessExpression(node) ||
    Node.isNonNullExpression(node)
  )
    return rootOf(node.getExpression())
  return node.getText()
}

function importOf(file: SourceFile, name: string) {
  for (const declaration of file.getImportDeclarations()) {
    const module = declaration.getModuleSpecifierValue()
    if (declaration.getDefaultImport()?.getText() === name) return { module, name: 'default' }
    for (const named of declaration.getNamedImports()) {
      if ((named.getAliasNode() ?? named.getNameNode()).getText() === name)
        return { module, name: named.getName() }
    }
  }
  return requireOf(file, name)
}

/** `const { isCI } = require('ci-info')`, `const isCI = require('is-ci')` */
function requireOf(file: SourceFile, name: string) {
  for (const declaration of file.getVariableDeclarations()) {
    const call = declaration.getInitializer()
    if (!Node.isCallExpression(call) || call.getExpression().getText() !== 'require') continue
    const [argument] = call.getArguments()
    if (!Node.isStringLiteral(argument)) continue
    const module = argument.getLiteralValue()
    const pattern = declaration.getNameNode()
    if (pattern.getText() === name) return { module, name: 'default' }
    if (!Node.isObjectBindingPattern(pattern)) continue
    const element = pattern.getElements().find(each => each.getName() === name)
    if (element) return { module, name: element.getPropertyNameNode()?.getText() ?? name }
  }
  return undefined
}
