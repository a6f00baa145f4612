import type { Value } from '../../model/value.ts'
import { table } from '../../model/value.ts'
import type { Syntax, SyntaxTree } from './syntax.ts'
import { operands, part, textOf, unwrapped } from './syntax.ts'

/**
 * The value of a literal: strings, numbers, booleans, None, lists, tuples and dictionaries with string keys of
 * them. Arithmetic on number literals counts, as it does for Python's own compiler (`8 * 1024 ** 3`). Undefined
 * for everything else: bytes, sets, f-strings with something in them, names.
 */
export function literalOf(tree: SyntaxTree, node: Syntax, depth = 0): Value | undefined {
  if (depth > 100) return undefined
  const inner = unwrapped(node)
  switch (inner.type) {
    case 'true':
      return true
    case 'false':
      return false
    case 'none':
      return null
    case 'integer':
    case 'float':
      return numberOf(textOf(tree, inner))
    case 'string':
      return stringOf(tree, inner)
    case 'concatenated_string':
      return joined(inner.children.filter(child => child.type === 'string').map(one => stringOf(tree, one)))
    case 'list':
    case 'tuple':
      return all(operands(inner).map(item => literalOf(tree, item, depth + 1)))
    case 'dictionary':
      return dictionaryOf(tree, inner, depth)
    case 'unary_operator':
    case 'binary_operator':
      return arithmetic(tree, inner, depth)
    default:
      return undefined
  }
}

function all(values: (Value | undefined)[]): Value[] | undefined {
  const known = values.filter(value => value !== undefined)
  return known.length === values.length ? known : undefined
}

function joined(strings: (string | undefined)[]): string | undefined {
  const known = strings.filter(text => text !== undefined)
  return known.length === strings.length ? known.join('') : undefined
}

function dictionaryOf(tree: SyntaxTree, node: Syntax, depth: number): Value | undefined {
  const entries: [string, Value][] = []
  for (const pair of operands(node)) {
    const key = part(pair, 'key')
    const item = part(pair, 'value')
    const name = key && literalOf(tree, key, depth + 1)
    const value = item && literalOf(tree, item, depth + 1)
    if (typeof name !== 'string' || value === undefined) return undefined
    entries.push([name, value])
  }
  return table(entries)
}

function numberOf(text: string): number | bigint | undefined {
  const digits = text.replaceAll('_', '').toLowerCase()
  if (/^(0x[\da-f]+|0o[0-7]+|0b[01]+|\d+)$/.test(digits)) return narrow(BigInt(digits))
  return /^(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/.test(digits) ? Number(digits) : undefined
}

function narrow(value: bigint): number | bigint {
  return value >= Number.MIN_SAFE_INTEGER && value <= Number.MAX_SAFE_INTEGER ? Number(value) : value
}

/** Whole numbers stay exact; a result that would be long (`9 ** 9 ** 9`) is not worth knowing. */
function arithmetic(tree: SyntaxTree, node: Syntax, depth: number): number | bigint | undefined {
  const [first, second] = operands(node).map(item => literalOf(tree, item, depth + 1))
  const operator = part(node, 'operator')?.type ?? node.children[0]?.type ?? ''
  if (node.type === 'unary_operator') {
    if (!isNumber(first) || operator !== '-') return undefined
    return isWhole(first) ? narrow(-BigInt(first)) : -Number(first)
  }
  if (!isNumber(first) || !isNumber(second)) return undefined
  if (isWhole(first) && isWhole(second)) return wholeArithmetic(BigInt(first), BigInt(second), operator)
  const [a, b] = [Number(first), Number(second)]
  if (operator === '+') return a + b
  if (operator === '-') return a - b
  if (operator === '*') return a * b
  return undefined
}

function isNumber(value: Value | undefined): value is number | bigint {
  return typeof value === 'number' || typeof value === 'bigint'
}

function isWhole(value: number | bigint): boolean {
  return typeof value === 'bigint' || Number.isSafeInteger(value)
}

function wholeArithmetic(a: bigint, b: bigint, operator: string): number | bigint | undefined {
  if (operator === '+') return narrow(a + b)
  if (operator === '-') return narrow(a - b)
  if (operator === '*') return narrow(a * b)
  if (operator === '//' && a >= 0n && b > 0n) return narrow(a / b)
  if (operator === '<<' && b >= 0n && b <= 64n) return narrow(a << b)
  if (operator === '**' && b >= 0n && b <= 64n && a >= -65536n && a <= 65536n) return narrow(a ** b)
  return undefined
}

const ESCAPES: ReadonlyMap<string, string> = new Map([
  ['\n', ''],
  ['\\', '\\'],
  ["'", "'"],
  ['"', '"'],
  ['a', '\x07'],
  ['b', '\b'],
  ['f', '\f'],
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
  ['v', '\v'],
])

function stringOf(tree: SyntaxTree, node: Syntax): string | undefined {
  const match = OPENING.exec(tree.text.slice(node.start, node.start + 8))
  if (!match || node.children.some(child => child.type === 'interpolation')) return undefined
  const prefix = (match[1] ?? '').toLowerCase()
  if (prefix.includes('b') || prefix.includes('f') || prefix.includes('t')) return undefined
  const quote = match[2] ?? ''
  const inside = tree.text.slice(node.start + prefix.length + quote.length, node.end - quote.length)
  const text = inside.includes('\r') ? inside.replace(/\r\n?/g, '\n') : inside
  return prefix.includes('r') || !text.includes('\\') ? text : unescaped(text)
}

/** The letters and the quotes that a string starts with. */
const OPENING = /^([a-z]*)('''|"""|'|")/i

/** Undefined for `\N{NAME}`, which takes the Unicode database to read. */
function unescaped(text: string): string | undefined {
  if (/(?<!\\)(\\\\)*\\N\{/.test(text)) return undefined
  return text.replace(
    /\\(?:x([\da-fA-F]{2})|u([\da-fA-F]{4})|U([\da-fA-F]{8})|([0-7]{1,3})|([\s\S]))/g,
    (whole, x?: string, u?: string, long?: string, octal?: string, one?: string) => {
      const code = x ?? u ?? long
      if (code !== undefined) return fromCode(Number.parseInt(code, 16), whole)
      if (octal !== undefined) return fromCode(Number.parseInt(octal, 8), whole)
      return ESCAPES.get(one ?? '') ?? whole
    },
  )
}

function fromCode(code: number, whole: string): string {
  return code <= 0x10ffff ? String.fromCodePoint(code) : whole
}
