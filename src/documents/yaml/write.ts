import { isRefusal, type Refusal } from '../../model/document.ts'
import { isTable, Literal, type Value } from '../../model/value.ts'
import type { Layout } from './layout.ts'

/** A value on one line, with brackets where it holds others. Refuses what YAML has no word for. */
export function inline(value: Value, layout: Layout): string | Refusal {
  if (Array.isArray(value))
    return joined(
      value.map(item => inline(item, layout)),
      '[',
      ']',
    )
  if (!isTable(value)) return word(value, layout)
  const pairs = Object.entries(value).map(([key, item]) => {
    const text = inline(item, layout)
    return isRefusal(text) ? text : `${string(key, layout)}: ${text}`
  })
  return joined(pairs, '{ ', ' }')
}

/**
 * What follows a colon, on this line and the ones below it: ` 1`, or a line break and the lines of a table.
 * `indent` is that of the line with the colon.
 */
export function behindColon(value: Value, indent: string, layout: Layout): string | Refusal {
  const step = Array.isArray(value) ? layout.elements : layout.unit
  const lines = isFilled(value) ? blockLines(value, layout) : undefined
  if (isRefusal(lines)) return lines
  if (lines) return lines.map(line => layout.eol + indent + step + line).join('')
  const text = inline(value, layout)
  return isRefusal(text) ? text : ` ${text}`
}

/** What follows a dash: the first line of a table stands beside it. */
export function behindDash(value: Value, indent: string, layout: Layout): string | Refusal {
  const lines = isFilled(value) ? blockLines(value, layout) : undefined
  if (isRefusal(lines)) return lines
  if (lines) return ` ${lines.join(`${layout.eol}${indent}  `)}`
  const text = inline(value, layout)
  return isRefusal(text) ? text : ` ${text}`
}

/** The lines of a table or list, without the indentation that they have in common. */
export function blockLines(value: Value, layout: Layout): string[] | Refusal {
  const lines: string[] = []
  const entries = Array.isArray(value)
    ? value.map(item => ['-', item] as const)
    : Object.entries(value as object)
  for (const [key, item] of entries) {
    const isElement = Array.isArray(value)
    const head = isElement ? '-' : `${string(key, layout)}:`
    const tail = isElement ? behindDash(item, '', layout) : behindColon(item, '', layout)
    if (isRefusal(tail)) return tail
    lines.push(...(head + tail).split(layout.eol))
  }
  return lines
}

export function isFilled(value: Value): boolean {
  return Array.isArray(value) ? value.length > 0 : isTable(value) && Object.keys(value).length > 0
}

/** A string without quotes where readers of YAML 1.1 and 1.2 both take it for the same string. */
export function string(text: string, { quote }: Pick<Layout, 'quote'>): string {
  return isPlain(text) ? text : quoted(text, quote)
}

export function quoted(text: string, quote: '"' | "'"): string {
  return quote === "'" && !/[^\x20-\x7e\xa0-\ud7ff\ue000-\ufefe]/.test(text)
    ? `'${text.replaceAll("'", "''")}'`
    : `"${escaped(text)}"`
}

/** The inside of a string in double quotes. */
export function escaped(text: string): string {
  return JSON.stringify(text)
    .slice(1, -1)
    .replace(
      /[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]/g,
      character => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
    )
}

const PLAIN = /^[A-Za-z_/][\w./@+=-]*( [\w./@+=-]+)*$/

/** Words of YAML 1.1 and of 1.2 that are no strings. */
const RESERVED = /^(y|n|yes|no|on|off|true|false|null)$/i

/** Nobody writes these in quotes. */
const ADDRESS = /^https?:\/\/[\w./@+=-]+$/

function isPlain(text: string): boolean {
  return (PLAIN.test(text) && !RESERVED.test(text)) || ADDRESS.test(text)
}

function word(value: Value, layout: Layout): string | Refusal {
  if (value instanceof Literal) return { refused: `YAML cannot hold ${value.literal}` }
  if (typeof value === 'string') return string(value, layout)
  return typeof value === 'number' ? numeral(value) : String(value)
}

/** YAML 1.1 wants a point in every number with an exponent. */
function numeral(value: number): string {
  if (Number.isNaN(value)) return '.nan'
  if (!Number.isFinite(value)) return value > 0 ? '.inf' : '-.inf'
  if (Object.is(value, -0)) return '-0.0'
  return String(value).replace(/^(-?\d+)e/, '$1.0e')
}

function joined(items: readonly (string | Refusal)[], open: string, close: string): string | Refusal {
  const texts: string[] = []
  for (const item of items) {
    if (isRefusal(item)) return item
    texts.push(item)
  }
  return texts.length === 0 ? open.trim() + close.trim() : open + texts.join(', ') + close
}
