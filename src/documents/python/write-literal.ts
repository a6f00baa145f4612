import type { Refusal } from '../../model/document.ts'
import { isRefusal } from '../../model/document.ts'
import type { Value } from '../../model/value.ts'
import { isTable, Literal } from '../../model/value.ts'

/** A value as Python code on one line. */
export function writeLiteral(value: Value, quote: '"' | "'"): string | Refusal {
  if (value === null) return 'None'
  if (typeof value === 'boolean') return value ? 'True' : 'False'
  if (typeof value === 'bigint') return String(value)
  if (typeof value === 'number')
    return Number.isFinite(value) ? String(value) : { refused: `${value} is no Python literal` }
  if (typeof value === 'string') return writeString(value, quote)
  if (value instanceof Literal) return { refused: `${value.literal} is no Python literal` }
  if (!isTable(value))
    return list(
      '[',
      value.map(item => writeLiteral(item, quote)),
      ']',
    )
  const pairs = Object.entries(value).map(([key, item]) => {
    const text = writeLiteral(item, quote)
    return isRefusal(text) ? text : `${writeString(key, quote)}: ${text}`
  })
  return list('{', pairs, '}')
}

function list(open: string, items: (string | Refusal)[], close: string): string | Refusal {
  const refusal = items.find(isRefusal)
  return refusal ?? `${open}${items.join(', ')}${close}`
}

/** The other quotes where they save escapes. */
function writeString(text: string, quote: '"' | "'"): string {
  const other = quote === '"' ? "'" : '"'
  const mark = text.includes(quote) && !text.includes(other) ? other : quote
  const safe = text.replace(/[\\\p{Cc}\u2028\u2029]|\p{Cs}|["']/gu, one => escaped(one, mark))
  return mark + safe + mark
}

function escaped(character: string, mark: string): string {
  if (character === '"' || character === "'") return character === mark ? `\\${character}` : character
  if (character === '\\') return '\\\\'
  if (character === '\n') return '\\n'
  if (character === '\r') return '\\r'
  if (character === '\t') return '\\t'
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`
}
