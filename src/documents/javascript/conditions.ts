import { type BinaryExpression, Node, SyntaxKind } from 'ts-morph'
import type { Names } from './names.ts'
import { bare } from './syntax.ts'

/** Whether an expression is true in CI (`ci`) or everywhere else (`local`); undefined when it is about something else. */
export function conditionOf(expression: Node, names: Names, depth = 0): 'ci' | 'local' | undefined {
  const node = bare(expression)
  if (depth > MAX_STEPS) return undefined
  if (isVariable(node)) return 'ci'
  if (Node.isPrefixUnaryExpression(node) && node.getOperatorToken() === SyntaxKind.ExclamationToken)
    return opposite(conditionOf(node.getOperand(), names, depth + 1))
  if (Node.isCallExpression(node) && node.getExpression().getText() === 'Boolean') {
    const [argument] = node.getArguments()
    return argument && conditionOf(argument, names, depth + 1)
  }
  if (Node.isBinaryExpression(node)) return comparison(node, names, depth)
  if (!Node.isIdentifier(node)) return undefined
  const imported = names.importOf(node)
  if (imported) return isCiModule(imported) ? 'ci' : undefined
  const value = names.valueOf(node)
  return value && conditionOf(value, names, depth + 1)
}

/** `process.env.CI`, `process.env['CI']`, `import.meta.env.CI`, and what the services set of their own. */
function isVariable(node: Node): boolean {
  const [, dotted, , quoted] = VARIABLE.exec(node.getText()) ?? []
  return CI_VARIABLES.has(dotted ?? quoted ?? '')
}

const VARIABLE = /^(?:process|import\.meta)\.env(?:\??\.(\w+)|(?:\?\.)?\[(['"])(\w+)\2\])$/

const CI_VARIABLES: ReadonlySet<string> = new Set([
  'CI',
  'GITHUB_ACTIONS',
  'GITLAB_CI',
  'CIRCLECI',
  'BUILDKITE',
])

/** Two modules that say nothing but this. */
function isCiModule({ module, name }: { readonly module: string; readonly name: string }): boolean {
  return (module === 'is-ci' && name === 'default') || (module === 'ci-info' && name === 'isCI')
}

function comparison(node: BinaryExpression, names: Names, depth: number): 'ci' | 'local' | undefined {
  const [left, right] = [node.getLeft(), node.getRight()]
  const operator = node.getOperatorToken().getText()
  if (operator === '||' || operator === '&&') {
    const sides = [conditionOf(left, names, depth + 1), conditionOf(right, names, depth + 1)]
    return sides[0] === sides[1] ? sides[0] : undefined
  }
  const said = conditionOf(left, names, depth + 1)
  const value = bare(right).getText()
  const isSet = /^(['"`])(true|1)\1$|^true$/.test(value)
  const isUnset = /^(undefined|null|false|(['"`])(false|0)?\2)$/.test(value)
  if (!said || (!isSet && !isUnset)) return undefined
  if (/^===?$/.test(operator)) return isSet ? said : opposite(said)
  return /^!==?$/.test(operator) ? (isSet ? opposite(said) : said) : undefined
}

function opposite(when: 'ci' | 'local' | undefined): 'ci' | 'local' | undefined {
  return when && (when === 'ci' ? 'local' : 'ci')
}

/** Constants that are defined by constants, and conditions in conditions. */
const MAX_STEPS = 32
