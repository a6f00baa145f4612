import { branchesAt } from '../../../src/model/choice.ts'
import type { Document } from '../../../src/model/document.ts'
import { type Setting, setting } from '../../../src/model/setting.ts'
import { isTable, type Place, type Table, type Value } from '../../../src/model/value.ts'
import { capsIn, isPool, isVm, keysOf, POOLS, type Pool, shown } from './pools.ts'
import { hasProjects } from './test-tables.ts'
import { defaultPool } from './workers.ts'

/** A cap on one pool where the tests run in another. */
export interface WrongPool {
  readonly at: Setting<Value>
  /** As it is written: `maxThreads: 2`. */
  readonly cap: string
  readonly kind: 'workers' | 'memory'
  readonly capped: Pool
  readonly used: Pool
  /** Whether somebody chose the pool that is used. */
  readonly chosen: boolean
  /** The options of the capped pool. */
  readonly options: Table
}

export function wrongPools(document: Document, test: Place, major: number | undefined): readonly WrongPool[] {
  // Projects can choose other pools, and so can patterns of file names.
  if (major === undefined || hasProjects(document)) return []
  const pool = document.get([...test, 'pool'])
  const used = pool ?? defaultPool(major)
  if (!isPool(used)) return []
  const where = { document, test, used, chosen: pool !== undefined }
  return major >= 4 ? recycling(where) : olderCaps(where)
}

interface Where {
  readonly document: Document
  readonly test: Place
  readonly used: Pool
  readonly chosen: boolean
}

/** vitest 4: a limit at which only the pools with `vm` end a worker. */
function recycling({ document, test, used, chosen }: Where): WrongPool[] {
  const at = [...test, 'vmMemoryLimit']
  const value = document.get(at)
  if (isVm(used) || (typeof value !== 'string' && typeof value !== 'number')) return []
  const cap = shown('vmMemoryLimit', value)
  return [
    { at: setting(value, document, at), cap, kind: 'memory', capped: 'vmForks', used, chosen, options: {} },
  ]
}

function olderCaps(where: Where): WrongPool[] {
  const { document, test, used } = where
  const others = POOLS.filter(pool => pool !== used)
  const workers = isBounded(where) ? [] : others.flatMap(pool => unread(where, pool, 'workers'))
  const memory = isVm(used) ? [] : others.flatMap(pool => unread(where, pool, 'memory'))
  return document.get([...test, 'poolOptions']) === undefined ? [] : [...workers, ...memory]
}

/** Whether the pool that is used has a number of its own. */
function isBounded({ document, test, used }: Where): boolean {
  const { max, single } = keysOf(used)
  const places = [
    ['maxWorkers'],
    ['fileParallelism'],
    ['poolOptions', used, max],
    ['poolOptions', used, single],
  ]
  return places.some(keys =>
    branchesAt(document, [...test, ...keys]).some(({ value }) => value !== undefined),
  )
}

function unread({ document, test, used, chosen }: Where, pool: Pool, kind: WrongPool['kind']): WrongPool[] {
  const { max, single } = keysOf(pool)
  const options = document.get([...test, 'poolOptions', pool])
  const keys = kind === 'memory' ? ['memoryLimit'] : [max, single]
  if (!isTable(options)) return []
  return keys.flatMap(key => {
    const value = options[key]
    const cap = capsIn(options, pool).find(each => each.startsWith(key))
    if (value === undefined || cap === undefined) return []
    const at = setting(value, document, [...test, 'poolOptions', pool, key])
    return [{ at, cap, kind, capped: pool, used, chosen, options }]
  })
}
