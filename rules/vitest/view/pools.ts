import { OPEN, WHEN } from '../../../src/model/choice.ts'
import { isTable, Literal, type Table, type Value } from '../../../src/model/value.ts'

/** vitest's own pools. Those with `vm` keep a process for many files, and end it at a limit of memory. */
export const POOLS = ['forks', 'threads', 'vmForks', 'vmThreads'] as const
export type Pool = (typeof POOLS)[number]

export function isPool(value: Value | undefined): value is Pool {
  return POOLS.some(pool => pool === value)
}

export function isVm(pool: Pool): boolean {
  return pool === 'vmForks' || pool === 'vmThreads'
}

/** How a pool's options were called up to vitest 3. */
export interface PoolKeys {
  readonly max: 'maxForks' | 'maxThreads'
  readonly min: 'minForks' | 'minThreads'
  readonly single: 'singleFork' | 'singleThread'
}

export function keysOf(pool: Pool): PoolKeys {
  return pool === 'forks' || pool === 'vmForks'
    ? { max: 'maxForks', min: 'minForks', single: 'singleFork' }
    : { max: 'maxThreads', min: 'minThreads', single: 'singleThread' }
}

/** The keys in a pool's options that bound what it takes, as they are written there: `maxForks: 2`. */
export function capsIn(options: Value | undefined, pool: Pool): readonly string[] {
  if (!isTable(options)) return []
  const { max, single } = keysOf(pool)
  return [
    ...[max, single].flatMap(key => wordsFor(key, options[key])),
    ...(isVm(pool) ? wordsFor('memoryLimit', options.memoryLimit) : []),
    ...(hasHeapLimit(options) ? ['execArgv with --max-old-space-size'] : []),
  ]
}

/** An option in words. */
export function shown(key: string, value: Value): string {
  return `${key}: ${JSON.stringify(value).replaceAll('"', "'")}`
}

function wordsFor(key: string, value: Value | undefined): string[] {
  if (value === undefined || value === null || value === false) return []
  const isPlain = typeof value === 'number' || typeof value === 'string' || value === true
  return [isPlain ? shown(key, value) : key]
}

function hasHeapLimit({ execArgv }: Table): boolean {
  return Array.isArray(execArgv) && execArgv.some(word => /^--max[-_]old[-_]space/.test(String(word)))
}

/** Whether a value holds nothing that depends on a condition or cannot be told. `open`: keys may be merged in. */
export function isPlain(value: Value | undefined, open = false): boolean {
  if (value instanceof Literal) return false
  if (Array.isArray(value)) return value.every(each => isPlain(each, open))
  if (!isTable(value)) return true
  return (
    !(WHEN in value) && (open || !isOpen(value)) && Object.values(value).every(each => isPlain(each, open))
  )
}

/** Whether a table may have keys that cannot be seen. */
export function isOpen(value: Value | undefined): boolean {
  return isTable(value) && OPEN in value
}
