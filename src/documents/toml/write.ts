import { isTable, Literal, type Value } from '../../model/value.ts'

/** Why a value cannot be written in TOML; undefined when it can. */
export function unwritable(value: Value): string | undefined {
  if (value === null) return 'TOML has no null'
  if (typeof value === 'string')
    return hasLoneSurrogate(value) ? 'a string holds half a character' : undefined
  if (typeof value === 'bigint') {
    return BigInt.asIntN(64, value) === value ? undefined : 'TOML integers have 64 bits'
  }
  if (value instanceof Literal) {
    return /^[\d:.+\- TtZz]+$/.test(value.literal) ? undefined : `${value.literal} is not a date`
  }
  if (Array.isArray(value)) return value.map(unwritable).find(reason => reason !== undefined)
  if (!isTable(value)) return undefined
  const keys = Object.keys(value).map(key => unwritable(key))
  return [...keys, ...Object.values(value).map(unwritable)].find(reason => reason !== undefined)
}

/** A writable value on one line. */
export function written(value: Value): string {
  if (typeof value === 'string') return basicString(value)
  if (typeof value === 'number') return writtenNumber(value)
  if (value instanceof Literal) return value.literal
  if (Array.isArray(value)) return `[${value.map(written).join(', ')}]`
  if (!isTable(value)) return String(value)
  const entries = Object.entries(value).map(([key, item]) => `${writtenKey(key)} = ${written(item)}`)
  return entries.length > 0 ? `{ ${entries.join(', ')} }` : '{}'
}

/** A string in the style of the one it replaces, as far as that style can hold it. */
export function writtenLike(value: string, old: string): string {
  if (old.startsWith("'''") && isPlain(value) && !value.includes("'''") && !value.endsWith("'"))
    return `'''${value}'''`
  if (old.startsWith("'") && !old.startsWith("'''") && isPlain(value) && !value.includes("'"))
    return `'${value}'`
  if (old.startsWith('"""')) return `"""${escaped(value)}"""`
  return basicString(value)
}

export function writtenKey(key: string): string {
  return /^[A-Za-z0-9_-]+$/.test(key) ? key : basicString(key)
}

export function writtenPath(keys: readonly string[]): string {
  return keys.map(writtenKey).join('.')
}

/** Text for the inside of a basic string. */
export function escaped(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not stand in a TOML string
  return text.replace(/["\\\u0000-\u0008\u000a-\u001f\u007f]/g, escapedCharacter)
}

export function hasLoneSurrogate(text: string): boolean {
  return /\p{Surrogate}/u.test(text)
}

/** Whether a literal string can hold it. */
export function isPlain(text: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not stand in a TOML string
  return !/[\u0000-\u0008\u000a-\u001f\u007f]/.test(text)
}

function basicString(text: string): string {
  return `"${escaped(text)}"`
}

const SHORT = new Map([
  ['"', '\\"'],
  ['\\', '\\\\'],
  ['\b', '\\b'],
  ['\n', '\\n'],
  ['\f', '\\f'],
  ['\r', '\\r'],
])

function escapedCharacter(character: string): string {
  return SHORT.get(character) ?? `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`
}

function writtenNumber(value: number): string {
  if (Number.isNaN(value)) return 'nan'
  if (!Number.isFinite(value)) return value > 0 ? 'inf' : '-inf'
  if (Object.is(value, -0)) return '-0.0'
  // An integer this large would be read back as an exact one, which the number is not.
  if (Number.isInteger(value) && !Number.isSafeInteger(value)) return value.toExponential()
  return String(value)
}
