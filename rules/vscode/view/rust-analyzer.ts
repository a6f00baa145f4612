import { nearestName } from '../../../src/model/nearest-name.ts'
import type { Value } from '../../../src/model/value.ts'
import { isTable } from '../../../src/model/value.ts'
import { KEYS, type Key, NEVER_KEYS, RENAMED } from './rust-analyzer-keys.ts'

export const PREFIX = 'rust-analyzer.'

/** Accepted by the server and read by nothing since its port to salsa in March 2025 (rust-analyzer#21302). */
const DEAD = ['lru.capacity', 'lru.query.capacities']

/**
 * What a full setting name is to rust-analyzer today. `renamed` tells the name the server reads instead,
 * which may be `dead` or unknown itself.
 */
export type Standing =
  | { readonly is: 'key'; readonly key: Key }
  | { readonly is: 'dead' }
  | { readonly is: 'renamed'; readonly to: string }
  | { readonly is: 'never' }
  | { readonly is: 'unknown' }

export function standingOf(name: string): Standing {
  const short = name.slice(PREFIX.length)
  if (DEAD.includes(short)) return { is: 'dead' }
  if (Object.hasOwn(KEYS, short)) return { is: 'key', key: KEYS[short] ?? { types: [] } }
  if (Object.hasOwn(RENAMED, short)) return { is: 'renamed', to: `${PREFIX}${RENAMED[short]}` }
  return { is: NEVER_KEYS.includes(short) ? 'never' : 'unknown' }
}

/** Whether a setting limits or moves memory: then a setting that is not read is believed for nothing. */
export function movesMemory(name: string): boolean {
  const standing = standingOf(name)
  if (standing.is === 'renamed') return movesMemory(standing.to)
  if (standing.is === 'key') return standing.key.memory === 'high' || standing.key.memory === 'medium'
  return standing.is === 'dead' || standing.is === 'never'
}

/** Whether a key takes a value: an old name's values are not always those of the new one. */
export function accepts(key: Key, value: Value): boolean {
  if (key.enum && typeof value === 'string') return key.enum.includes(value)
  return key.types.some(type => isOfType(value, type))
}

/** The known name that a misspelt one is near to. */
export function nearestTo(name: string): string | undefined {
  const near = nearestName(
    name.slice(PREFIX.length),
    KNOWN_NAMES.map(known => known.slice(PREFIX.length)),
  )
  return near && PREFIX + near
}

/** Every name there is or was, in full. */
const KNOWN_NAMES: readonly string[] = [...Object.keys(KEYS), ...Object.keys(RENAMED)].map(
  name => PREFIX + name,
)

/** The names under which other settings nest: `rust-analyzer`, `rust-analyzer.cargo`, … */
export const NESTING_NAMES: ReadonlySet<string> = new Set(
  [...KNOWN_NAMES, ...NEVER_KEYS.map(name => PREFIX + name)].flatMap(prefixesOf),
)

/** Whether a setting's value is an object of its own, not a nest of settings. */
export function holdsObject(name: string): boolean {
  const standing = standingOf(name)
  if (standing.is === 'renamed') return holdsObject(standing.to)
  return standing.is === 'dead' || (standing.is === 'key' && standing.key.types.includes('object'))
}

function prefixesOf(name: string): string[] {
  const steps = name.split('.')
  return steps.slice(1).map((_, index) => steps.slice(0, index + 1).join('.'))
}

function isOfType(value: Value, type: Key['types'][number]): boolean {
  if (type === 'array') return Array.isArray(value)
  if (type === 'object') return isTable(value)
  if (type === 'null') return value === null
  if (type === 'integer') return typeof value === 'number' && Number.isInteger(value)
  return typeof value === type
}
