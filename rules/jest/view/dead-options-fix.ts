import { type FileOp, type Fix, insert, remove } from '../../../src/model/fix.ts'
import type { Context, Sizing } from '../../../src/model/rule.ts'
import { sameValue, type Value } from '../../../src/model/value.ts'
import type { DeadOption } from './dead-options.ts'

/** Takes an option out of the projects, and writes it where jest reads it unless something stands there already. */
export function moveToRoot(dead: DeadOption, sizing: Sizing | undefined, { declared }: Context): Fix {
  const { key, places, home } = dead
  const removals = places.map(place => remove(place))
  if (home.value !== undefined)
    return {
      title: `take ${key} out of ${places.length === 1 ? 'the project' : 'the projects'}`,
      safety: 'safe',
      ops: removals,
    }
  const wanted = wantedBy(dead)
  const value = wanted === undefined ? undefined : fitting(key, wanted, sizing)
  if (value === undefined)
    return {
      title: `write one ${key} beside projects, and take it out of them`,
      safety: 'manual',
      why: wanted === undefined ? DIFFERENT : 'not even one worker is known to fit',
    }
  const here = declared || value === wanted ? '' : ', which is what this machine has room for'
  const ops: FileOp[] = [insert(home, value), ...removals]
  return {
    title: `move ${key} beside projects, as ${JSON.stringify(value)}${here}`,
    safety: 'unsafe',
    why: `from then on jest obeys it, for all projects${key === 'maxWorkers' ? ' and on machines with fewer cpus too' : ''}`,
    ops,
    remainder: ['jest/workers-exceed-memory'],
  }
}

const DIFFERENT =
  'projects want different values, or such that depend on a condition, and all of them share one'

/** What all projects that say something want alike. */
function wantedBy({ places }: DeadOption): Value | undefined {
  const [first, ...others] = places
  const isPlain = typeof first?.value === 'number' || typeof first?.value === 'string'
  return isPlain && others.every(({ value }) => sameValue(value, first.value)) ? first.value : undefined
}

/** The written number, or the smaller one that fits. */
function fitting(key: string, wanted: Value, sizing: Sizing | undefined): Value | undefined {
  if (key !== 'maxWorkers' || typeof wanted !== 'number') return wanted
  const fits = Math.min(...(sizing?.hosts ?? []).map(({ row }) => row.fits))
  if (wanted <= fits) return wanted
  return fits < 1 ? undefined : fits
}
