import { type Branch, branchOn } from '../../../src/model/choice.ts'
import type { Document } from '../../../src/model/document.ts'
import { type Setting, setting } from '../../../src/model/setting.ts'
import { Literal, type Place, type Value } from '../../../src/model/value.ts'
import type { Count, Side } from '../../../src/model/workload.ts'
import { onBothSides } from '../../common/both-sides.ts'
import { isPool, isVm, keysOf, type Pool, shown } from './pools.ts'

/** How many workers a run of vitest starts. */
export interface Workers {
  /** Where the number is written, or would be where nobody wrote one. */
  readonly set: Setting<Value | undefined>
  readonly key: 'maxWorkers' | 'maxForks' | 'maxThreads'
  /** Of vitest before 4: the number that must not be larger. Where the smallest number is written, or would be. */
  readonly least?: Setting<Value | undefined>
  readonly count: Setting<Count>
  /** Absent where it is the same everywhere. */
  readonly only?: Side
  /** For messages. */
  readonly written: string
  /** Whether a worker keeps what its files leave behind: then fewer of them grow larger. */
  readonly keeps: boolean
  /** Whether `--maxWorkers` wins over it: not over the options of pools, and not where files run in turn. */
  readonly commandWins: boolean
}

/** In CI and elsewhere; once where both have the same. Empty where it cannot be told. */
export function workersOf(document: Document, test: Place, major: number | undefined): readonly Workers[] {
  return onBothSides(side => workersOn({ document, test, side, major }))
}

/** The pool that runs the tests where nothing else is said. */
export function defaultPool(major: number): Pool {
  return major === 1 ? 'threads' : 'forks'
}

interface Where {
  readonly document: Document
  readonly test: Place
  readonly side: Side
  readonly major: number | undefined
}

function workersOn(where: Where): Workers | undefined {
  const inTurn = at(where, 'fileParallelism')
  if (inTurn.value instanceof Literal) return undefined
  const written = writtenOn(where)
  if (!written) return undefined
  const { branch, key, least } = written
  const value = inTurn.value === false || written.single ? ONE : countOf(branch.value)
  if (!value) return undefined
  const set = setting(branch.value, where.document, branch.at)
  const words = isSet(branch.value) ? shown(key, branch.value) : "vitest's default"
  return {
    set,
    key,
    count: { ...set, value },
    written: words,
    keeps: written.keeps,
    commandWins: key === 'maxWorkers' && inTurn.value !== false && !written.single,
    ...(least && { least: setting(least.value, where.document, least.at) }),
  }
}

const ONE: Count = { kind: 'fixed', processes: 1 }

interface Written {
  readonly branch: Branch
  readonly key: Workers['key']
  readonly least?: Branch
  readonly single?: boolean
  readonly keeps: boolean
}

/** The one number that counts. Undefined where that cannot be told. */
function writtenOn(where: Where): Written | undefined {
  const all = at(where, 'maxWorkers')
  const { major } = where
  const isolate = at(where, 'isolate').value
  if (major !== undefined && major >= 4)
    return { branch: all, key: 'maxWorkers', keeps: isolate === false || isVmPool(at(where, 'pool').value) }
  // Whether an unknown version reads the options of pools is not known either.
  if (major === undefined)
    return isSet(at(where, 'poolOptions').value)
      ? undefined
      : { branch: all, key: 'maxWorkers', keeps: isolate === false }
  const { value: pool = defaultPool(major) } = at(where, 'pool')
  if (!isPool(pool)) return undefined
  const { max, min, single } = keysOf(pool)
  const own = at(where, 'poolOptions', pool, max)
  const isSingle = at(where, 'poolOptions', pool, single).value
  if (isSingle instanceof Literal) return undefined
  const leastOf = at(where, 'poolOptions', pool, min)
  const keeps = isVm(pool) || (at(where, 'poolOptions', pool, 'isolate').value ?? isolate) === false
  const least = isSet(own.value) || isSet(leastOf.value) ? leastOf : at(where, 'minWorkers')
  return isSet(own.value)
    ? { branch: own, key: max, least, single: isSingle === true, keeps }
    : { branch: all, key: 'maxWorkers', least, single: isSingle === true, keeps }
}

function isVmPool(pool: Value | undefined): boolean {
  return isPool(pool) && isVm(pool)
}

function at({ document, test, side }: Where, ...keys: string[]): Branch {
  return branchOn(document, [...test, ...keys], side)
}

function isSet(value: Value | undefined): value is Value {
  return value !== undefined && value !== null && value !== 0
}

/** Undefined for what cannot be told, and for what vitest does not take as a number. */
function countOf(value: Value | undefined): Count | undefined {
  if (!isSet(value)) return { kind: 'per-cpu', cpus: 'logical', plus: -1 }
  const text = typeof value === 'number' || typeof value === 'string' ? String(value) : ''
  const [, number = '', percent] = /^(\d+)(%?)$/.exec(text) ?? []
  if (number === '' || Number(number) === 0) return undefined
  if (!percent) return { kind: 'fixed', processes: Number(number) }
  return { kind: 'per-cpu', cpus: 'logical', times: Math.min(1, Number(number) / 100) }
}
