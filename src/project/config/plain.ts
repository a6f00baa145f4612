import { Literal, type Table, table, type Value } from '../../model/value.ts'

/** Where in a configuration something is. */
export type At = readonly (string | number)[]

export interface NotPlain {
  readonly at: At
  readonly message: string
}

/** Far more values than a configuration has; a YAML file of a few lines can stand for billions. */
const MOST_VALUES = 20_000
const MOST_LEVELS = 50

/**
 * What a reader gave as plain values whose tables have no prototype. Throws NotPlain for what is not data,
 * for keys that JavaScript gives a meaning of their own, and for more than a configuration can be.
 */
export function toPlain(data: unknown): Value {
  let values = 0

  function convert(value: unknown, at: At): Value {
    if (++values > MOST_VALUES) throw notPlain([], `holds more than ${MOST_VALUES} values`)
    if (at.length > MOST_LEVELS) throw notPlain([], `is nested more than ${MOST_LEVELS} levels deep`)
    if (value === null || typeof value === 'string' || typeof value === 'number') return value
    if (typeof value === 'boolean') return value
    if (typeof value === 'bigint') return Number(value)
    if (value instanceof Literal) return value.literal
    if (Array.isArray(value)) return value.map((item, index) => convert(item, [...at, index]))
    if (typeof value === 'object' && isPlainObject(value)) return convertTable(value, at)
    throw notPlain(at, 'must be text, a number, a list or a table')
  }

  function convertTable(value: object, at: At): Table {
    return table(
      Object.entries(value).map(([key, item]) => {
        if (key === '__proto__' || key === 'constructor' || key === 'prototype') {
          throw notPlain([...at, key], 'cannot be used as a key')
        }
        return [key, convert(item, [...at, key])] as const
      }),
    )
  }

  return convert(data, [])
}

export function isNotPlain(error: unknown): error is NotPlain {
  return error instanceof NotPlainError
}

class NotPlainError extends Error implements NotPlain {
  readonly at: At
  constructor(at: At, message: string) {
    super(message)
    this.at = at
  }
}

function notPlain(at: At, message: string): NotPlainError {
  return new NotPlainError(at, message)
}

function isPlainObject(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === null || prototype === Object.prototype
}

/** A table of any values, without prototype. */
export function record<T>(entries: Iterable<readonly [string, T]>): Readonly<Record<string, T>> {
  const result: Record<string, T> = Object.create(null)
  for (const [key, value] of entries) result[key] = value
  return result
}
