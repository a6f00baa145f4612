import type { Op } from '../model/document.ts'
import { isTable, Literal, table, type Value } from '../model/value.ts'
import { differenceBeyond } from './expected.ts'
import { withVanished } from './toml/remove.ts'

/** The other parser does not read the original (TOML 1.1, for one), and so cannot judge; with its reason. */
export interface Unavailable {
  readonly unavailable: string
}

/**
 * Asks a parser by other authors whether an edited TOML file holds what the operations say and nothing else,
 * so that a mistake of our reader cannot hide behind itself. Returns what differs, or undefined where it
 * agrees. The parser is loaded only here: nobody but a fix needs it.
 */
export async function secondOpinion(
  before: string,
  after: string,
  ops: readonly Op[],
): Promise<string | Unavailable | undefined> {
  const { default: toml } = await import('@iarna/toml')
  const original = read(toml.parse, before)
  if ('error' in original) return { unavailable: original.error }
  const result = read(toml.parse, after)
  if ('error' in result) return `it no longer parses: ${result.error}`
  const own = ops.map(op => ('value' in op ? { ...op, value: asRead(toml.parse, op.value) } : op))
  return differenceBeyond(original.value, result.value, withVanished(original.value, result.value, own))
}

type Parse = (text: string) => object

function read(parse: Parse, text: string): { readonly value: Value } | { readonly error: string } {
  // It takes neither a byte order mark nor a comment before a carriage return.
  const normal = text.replace(/^\uFEFF/, '').replaceAll('\r\n', '\n')
  try {
    return { value: fromForeign(parse(normal)) }
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    return { error: message.split('\n')[0] ?? message }
  }
}

function fromForeign(foreign: unknown): Value {
  if (foreign instanceof Date) return new Literal(foreign.toISOString())
  if (Array.isArray(foreign)) return foreign.map(fromForeign)
  if (typeof foreign === 'object' && foreign !== null) {
    return table(Object.entries(foreign).map(([key, item]) => [key, fromForeign(item)]))
  }
  if (typeof foreign === 'string' || typeof foreign === 'number' || typeof foreign === 'boolean')
    return foreign
  return typeof foreign === 'bigint' ? foreign : String(foreign)
}

/** A value as the other parser would read it: it has its own kind of dates. */
function asRead(parse: Parse, value: Value): Value {
  if (Array.isArray(value)) return value.map(item => asRead(parse, item))
  if (value instanceof Literal) {
    const read = fromForeign(parse(`x = ${value.literal}`))
    return isTable(read) ? (read.x ?? value) : value
  }
  if (!isTable(value)) return value
  return table(Object.entries(value).map(([key, item]) => [key, asRead(parse, item)]))
}
