/**
 * What a configuration file can hold, whatever its format. Tables have no prototype, so that a key
 * named `__proto__` is a key like any other.
 */
export type Value = string | number | bigint | boolean | null | Literal | readonly Value[] | Table

/** Keys and values. */
export interface Table {
  readonly [key: string]: Value
}

const LITERAL = Symbol.for('memlint.literal')

/**
 * A value that has no JavaScript counterpart (a TOML date), kept as it is written. A plugin has a copy of this class of
 * its own, so that `instanceof` asks for a mark instead of the class.
 */
export class Literal {
  readonly literal: string
  static [Symbol.hasInstance](value: unknown): boolean {
    return typeof value === 'object' && value !== null && LITERAL in value
  }
  constructor(literal: string) {
    this.literal = literal
    Object.defineProperty(this, LITERAL, { value: true })
  }
}

/** Where a value is: keys and array indexes from the root of the file. Opaque to rules for Python files. */
export type Place = readonly (string | number)[]

/** A table without prototype, from key and value pairs. */
export function table(entries: Iterable<readonly [string, Value]> = []): Table {
  const result: Record<string, Value> = Object.create(null)
  for (const [key, value] of entries) result[key] = value
  return result
}

/** Whether a value is a table, and no list, text, number or date. */
export function isTable(value: Value | undefined): value is Table {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Literal)
}

/** The value at a place, or undefined where any step of the way is missing. */
export function valueAt(root: Value | undefined, at: Place): Value | undefined {
  let value = root
  for (const step of at) {
    if (Array.isArray(value) && typeof step === 'number') value = value[step]
    else if (isTable(value) && typeof step === 'string') value = value[step]
    else return undefined
  }
  return value
}

/** Same kind, same content; the order of keys does not matter. */
export function sameValue(a: Value | undefined, b: Value | undefined): boolean {
  if (Object.is(a, b)) return true
  if (a instanceof Literal || b instanceof Literal) {
    return a instanceof Literal && b instanceof Literal && a.literal === b.literal
  }
  if (Array.isArray(a) || Array.isArray(b)) {
    if (!Array.isArray(a) || !Array.isArray(b) || a.length !== b.length) return false
    return a.every((item, index) => sameValue(item, b[index]))
  }
  if (!isTable(a) || !isTable(b)) return false
  const keys = Object.keys(a)
  return keys.length === Object.keys(b).length && keys.every(key => key in b && sameValue(a[key], b[key]))
}
