import { isRefusal, type Refusal } from '../../model/document.ts'
import { isTable, Literal, type Value } from '../../model/value.ts'
import type { Layout } from './layout.ts'
import type { Notation } from './notation.ts'

/** Where a value is written: on one line, or over several lines that start with `indent`. */
export interface Room extends Layout {
  readonly indent: string
  readonly oneLine: boolean
  /** What stands between a key's colon and its value. */
  readonly afterColon: string
  readonly notation: Notation
}

/** Writes a value; refuses what the notation has no word for. */
export function render(value: Value, room: Room): string | Refusal {
  const { notation } = room
  if (value instanceof Literal) return { refused: `${notation.name} cannot hold ${value.literal}` }
  if (typeof value === 'bigint')
    return { refused: `${notation.name} cannot hold the integer ${value} exactly` }
  if (typeof value === 'number' && !Number.isFinite(value))
    return { refused: `${notation.name} cannot hold ${value}` }
  if (Object.is(value, -0)) return '-0'
  const inner = { ...room, indent: room.indent + room.unit }
  if (Array.isArray(value)) {
    const oneLine = room.oneLine || value.every(item => !isTable(item) && !Array.isArray(item))
    const items = value.map(item => render(item, oneLine ? { ...room, oneLine } : inner))
    return enclose(items, '[', ']', { ...room, oneLine })
  }
  if (isTable(value)) {
    const items = Object.entries(value).map(([key, item]) => renderEntry(key, item, inner))
    return enclose(items, '{', '}', room)
  }
  return typeof value === 'string' ? notation.string(value) : String(value)
}

export function renderEntry(key: string, value: Value, room: Room): string | Refusal {
  const text = render(value, room)
  return isRefusal(text) ? text : `${room.notation.key(key)}:${room.afterColon}${text}`
}

function enclose(
  items: readonly (string | Refusal)[],
  open: string,
  close: string,
  room: Room,
): string | Refusal {
  const texts: string[] = []
  for (const item of items) {
    if (isRefusal(item)) return item
    texts.push(item)
  }
  if (texts.length === 0) return open + close
  if (room.oneLine) {
    const pad = open === '{' ? room.afterColon : ''
    return open + pad + texts.join(`,${room.afterColon}`) + pad + close
  }
  const before = room.eol + room.indent
  return open + before + room.unit + texts.join(`,${before}${room.unit}`) + before + close
}
