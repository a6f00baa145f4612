import type { PyModule } from '../../../src/model/python.ts'

/** `times` × cpus + `plus`. */
export interface Formula {
  readonly times: number
  readonly plus: number
}

/**
 * Reads `multiprocessing.cpu_count() * 2 + 1` and what else is written for it. Undefined for anything that is not a
 * plain multiple of the cpus: a `min`, an environment variable or a look at the quota may lower the number.
 */
export function readFormula(
  text: string,
  module: PyModule,
  textOf: (name: string) => string | undefined,
): Formula | undefined {
  const reader = { tokens: tokensOf(text), next: 0, module, textOf, depth: 0 }
  const formula = readSum(reader)
  return formula && reader.next === reader.tokens.length && formula.times > 0 ? formula : undefined
}

interface Reader {
  readonly tokens: readonly string[]
  next: number
  readonly module: PyModule
  textOf(name: string): string | undefined
  /** How many names were followed. */
  readonly depth: number
}

/** A name that stands for another, and so on, is followed so far; a circle ends there, too. */
const DEEPEST = 3

function tokensOf(text: string): readonly string[] {
  return text.match(/\d+(?:\.\d+)?|[A-Za-z_][\w.]*|\S/g) ?? []
}

function readSum(reader: Reader): Formula | undefined {
  let sum = readProduct(reader)
  while (sum && take(reader, '+')) {
    const next = readProduct(reader)
    sum = next && { times: sum.times + next.times, plus: sum.plus + next.plus }
  }
  // `os.cpu_count() or 1`: a number for systems that do not know.
  if (sum && take(reader, 'or')) return readSum(reader) && sum
  return sum
}

function readProduct(reader: Reader): Formula | undefined {
  let product = readValue(reader)
  while (product && take(reader, '*')) {
    const next = readValue(reader)
    product = next && multiplied(product, next)
  }
  return product
}

function multiplied(a: Formula, b: Formula): Formula | undefined {
  if (a.times !== 0 && b.times !== 0) return undefined
  const [formula, by] = a.times === 0 ? [b, a.plus] : [a, b.plus]
  return { times: formula.times * by, plus: formula.plus * by }
}

const CPUS: Formula = { times: 1, plus: 0 }
const CPU_CALLS = new Set(['os.cpu_count', 'os.process_cpu_count', 'multiprocessing.cpu_count'])

function readValue(reader: Reader): Formula | undefined {
  const token = reader.tokens[reader.next++]
  if (token === undefined) return undefined
  if (/^\d/.test(token)) return { times: 0, plus: Number(token) }
  if (token === '(' || (token === 'int' && take(reader, '('))) return closed(reader, readSum(reader))
  const name = reader.module.resolve(token)
  if (CPU_CALLS.has(name)) return take(reader, '(') ? closed(reader, CPUS) : undefined
  if (token === 'len') return readAffinity(reader)
  return /^[A-Za-z_]\w*$/.test(token) ? follow(token, reader) : undefined
}

/** `len(os.sched_getaffinity(0))` */
function readAffinity(reader: Reader): Formula | undefined {
  const [open, call = '', ...rest] = reader.tokens.slice(reader.next, reader.next + 6)
  const isCall = reader.module.resolve(call) === 'os.sched_getaffinity'
  if (open !== '(' || !isCall || rest.join('') !== '(0))') return undefined
  reader.next += 6
  return CPUS
}

function follow(name: string, reader: Reader): Formula | undefined {
  const text = reader.depth < DEEPEST ? reader.textOf(name) : undefined
  if (text === undefined) return undefined
  const inner = { ...reader, tokens: tokensOf(text), next: 0, depth: reader.depth + 1 }
  const formula = readSum(inner)
  return formula && inner.next === inner.tokens.length ? formula : undefined
}

function closed(reader: Reader, formula: Formula | undefined): Formula | undefined {
  return formula && take(reader, ')') ? formula : undefined
}

function take(reader: Reader, token: string): boolean {
  const found = reader.tokens[reader.next] === token
  if (found) reader.next += 1
  return found
}
