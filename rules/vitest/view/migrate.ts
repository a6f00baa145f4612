import { type FileOp, type Fix, insert, rename, set } from '../../../src/model/fix.ts'
import type { Context, Sizing } from '../../../src/model/rule.ts'
import { setting } from '../../../src/model/setting.ts'
import { isTable, type Value } from '../../../src/model/value.ts'
import type { VitestConfig } from '../ecosystem.ts'
import type { DeadOptions } from './dead-options.ts'
import { capsIn, isOpen, isPlain, isPool, isVm, keysOf, POOLS, type Pool, shown } from './pools.ts'
import { defaultPool } from './workers.ts'

/** Writes dead options where vitest reads them, with a number of workers that fits. `sizing` is of what runs without. */
export function migrate(
  view: VitestConfig,
  dead: DeadOptions,
  { declared }: Context,
  sizing: Sizing | undefined,
): Fix {
  const doubt = doubtOf(view, dead)
  const pool = poolOf(view, dead)
  if (doubt !== undefined || !pool) return byHand(doubt ?? 'it cannot be told which pool they are meant for')
  const wanted = optionsFor(dead, pool, view.version?.major ?? 0)
  const workers = fitting(wanted.get('maxWorkers'), sizing)
  if (workers === 'none') return byHand('not even one worker is known to fit')
  if (workers !== undefined) wanted.set('maxWorkers', workers.value)
  const here = workers?.isLowered && !declared ? ', which is what this machine has room for' : ''
  const words = [...wanted].map(([key, value]) => shown(key, value)).join(' and ')
  return {
    title: `write ${words} in place of ${dead.at.at.at(-1)}${here}`,
    safety: 'unsafe',
    why: whyUnsafe(wanted),
    ops: opsFor(dead, wanted),
    remainder: ['vitest/workers-exceed-memory'],
  }
}

function whyUnsafe(wanted: ReadonlyMap<string, Value>): string {
  return [
    'from then on vitest obeys it, on machines with fewer cpus too',
    ...(wanted.get('isolate') === false ? ['test files share what they load'] : []),
    ...(wanted.has('execArgv') ? ['a heap limit ends workers that need more'] : []),
  ].join('; ')
}

function byHand(why: string): Fix {
  return {
    title: 'write test.maxWorkers into the main configuration, and take these options out',
    safety: 'manual',
    why,
  }
}

/** Why only its author can move them. */
function doubtOf(view: VitestConfig, dead: DeadOptions): string | undefined {
  const { document, test, version } = view
  if (!version) return 'no lock file and no range says which vitest this is'
  if (version.major < 4 && dead.reason === 'project')
    return 'before vitest 4 all projects share the number of workers of the main configuration'
  if (dead.test !== test || view.mayBeProject)
    return 'projects that run together need the same number of workers, or a sequence.groupOrder of their own'
  const isMine = dead.at.at.length === test.length + 1
  const isMerged = isOpen(document.get(test))
  if (!isMine || !isPlain(dead.at.value, isMerged) || !isPlain(document.get([...test, 'pool'])))
    return 'they depend on a condition, or on what cannot be told without running the file'
  return undefined
}

/** The pool that tests run in, where it is capped, else the only one that is. */
function poolOf({ document, test, version }: VitestConfig, { pools }: DeadOptions): Pool | undefined {
  const used = document.get([...test, 'pool']) ?? defaultPool(version?.major ?? 4)
  const capped = POOLS.filter(pool => capsIn(pools[pool], pool).length > 0)
  return capped.find(pool => pool === used) ?? (isPool(used) && capped.length === 1 ? capped[0] : undefined)
}

/** What today's names of a pool's options are. */
function optionsFor({ pools }: DeadOptions, pool: Pool, major: number): Map<string, Value> {
  const options = pools[pool]
  const wanted = new Map<string, Value>()
  if (!isTable(options)) return wanted
  const { max, single } = keysOf(pool)
  const isSingle = options[single] === true
  const workers = isSingle ? 1 : options[max]
  if (workers !== undefined) wanted.set('maxWorkers', workers)
  if (workers !== undefined && major < 3) wanted.set('minWorkers', 1)
  const isolate = options.isolate ?? (isSingle ? false : undefined)
  if (isolate !== undefined && !isVm(pool)) wanted.set('isolate', isolate)
  if (options.execArgv !== undefined) wanted.set('execArgv', options.execArgv)
  if (isVm(pool) && options.memoryLimit !== undefined) wanted.set('vmMemoryLimit', options.memoryLimit)
  return wanted
}

/** The written number, or the smaller one that fits; a part of the cpus stays what it is. */
function fitting(
  workers: Value | undefined,
  sizing: Sizing | undefined,
): { value: Value; isLowered: boolean } | 'none' | undefined {
  if (workers === undefined) return undefined
  const fits = Math.min(...(sizing?.hosts ?? []).map(({ row }) => row.fits))
  if (typeof workers !== 'number' || workers <= fits) return { value: workers, isLowered: false }
  return fits < 1 ? 'none' : { value: fits, isLowered: true }
}

/** The first one takes the dead key's place, so that what is said above it stays there. */
function opsFor({ at, test }: DeadOptions, wanted: ReadonlyMap<string, Value>): FileOp[] {
  return [...wanted].flatMap(([key, value], index) => {
    const to = setting(value, at.document, [...test, key])
    return index === 0 ? [rename(at, key), set(to, value)] : [insert(to, value)]
  })
}
