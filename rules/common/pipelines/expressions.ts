import { isTable, type Place, type Value } from '../../../src/model/value.ts'
import type { MatrixRow } from './matrix.ts'

/** What a text with expressions is in one run of a job. */
export interface Filled {
  readonly value: Value
  /** Where it is written, where that is a place of the matrix. */
  readonly at?: Place
}

/**
 * A text of a GitHub workflow as a row of the matrix makes it: `${{ matrix.os }}-latest`, `${{ matrix.jobs || '4' }}`.
 * Undefined where anything else decides.
 */
export function filled(text: string, row: MatrixRow): Filled | undefined {
  if (!text.includes('${{')) return { value: text }
  const whole = WHOLE.exec(text.trim())
  if (whole) return valueIn(whole, row)
  const parts = [...text.matchAll(EXPRESSION)]
  const values = parts.map(part => valueIn(part, row)?.value)
  const rest = text.replace(EXPRESSION, '')
  if (rest.includes('${{') || values.some(value => !isScalar(value))) return undefined
  let index = 0
  return { value: text.replace(EXPRESSION, () => String(values[index++])) }
}

/** `matrix.a.b`, or a text where that is empty. */
const EXPRESSION =
  /\$\{\{ {0,9}matrix((?:\.[\w-]{1,99}){1,9}) {0,9}(?:\|\| {0,9}'([^'{}]{0,99})' {0,9})?\}\}/g

const WHOLE = new RegExp(`^${EXPRESSION.source}$`)

function valueIn([, path = '', otherwise]: RegExpExecArray, row: MatrixRow): Filled | undefined {
  const [name = '', ...steps] = path.slice(1).split('.')
  const cell = row.get(name)
  if (cell && cell.value === undefined) return undefined
  let value = cell?.value
  for (const step of steps) value = isTable(value) ? value[step] : undefined
  const isEmpty = value === undefined || value === null || value === '' || value === false || value === 0
  if (isEmpty && otherwise !== undefined) return { value: otherwise }
  if (value === undefined || value === null || !cell) return undefined
  if (typeof value === 'string' && value.includes('${{')) return undefined
  return { value, at: [...cell.at, ...steps] }
}

function isScalar(value: Value | undefined): value is string | number | boolean {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
}
