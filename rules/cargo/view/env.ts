import type { Document } from '../../../src/model/document.ts'
import { type Setting, setting } from '../../../src/model/setting.ts'
import { isTable, type Value } from '../../../src/model/value.ts'

/** The values of `[env]` that are no strings, be they written plainly or as `{ value = … }`. */
export function notStrings(document: Document): readonly Setting<Value>[] {
  const variables = document.get(['env'])
  if (!isTable(variables)) return []
  return Object.entries(variables).flatMap(([name, written]) => {
    const at = isTable(written) ? ['env', name, 'value'] : ['env', name]
    const value = document.get(at)
    return value === undefined || typeof value === 'string' ? [] : [setting(value, document, at)]
  })
}

/** The string that stands for a plain number, true or false, as it is written; undefined for anything else. */
export function quoted({ document, at }: Setting<Value>): string | undefined {
  const span = document.span(at)
  const written = span && document.text.slice(span.start, span.end)
  return written !== undefined && PLAIN.test(written) ? written : undefined
}

/** Without underscores, which are TOML's and mean nothing to a program. */
const PLAIN = /^(-?\d+(\.\d+)?|true|false)$/
