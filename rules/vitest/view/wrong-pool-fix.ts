import { type FileOp, type Fix, insert, rename } from '../../../src/model/fix.ts'
import { setting } from '../../../src/model/setting.ts'
import { isPlain, keysOf } from './pools.ts'
import type { WrongPool } from './wrong-pool.ts'

/** Gives the cap to the pool that runs the tests: its options get that pool's name, and their keys. */
export function moveCap(wrong: WrongPool, major: number): Fix {
  const { capped, used, at } = wrong
  const around = at.at.slice(0, -2)
  const title = `give poolOptions.${capped} the name poolOptions.${used}`
  if (at.document.get([...around, used]) !== undefined || !isPlain(at.document.get(around)))
    return {
      title: `write maxWorkers, or poolOptions.${used}.${keysOf(used).max}`,
      safety: 'manual',
      why: 'other options are there already, or depend on what cannot be told',
    }
  const from = setting(wrong.options, at.document, [...around, capped])
  return {
    title,
    safety: 'unsafe',
    why: 'from then on vitest obeys it, on machines with fewer cpus too',
    remainder: ['vitest/workers-exceed-memory'],
    ops: [rename(from, used), ...renamed(wrong, [...around, used], major)],
  }
}

function renamed({ capped, used, at, options }: WrongPool, to: (string | number)[], major: number): FileOp[] {
  const [old, today] = [keysOf(capped), keysOf(used)]
  const names = (['max', 'min', 'single'] as const).filter(
    key => options[old[key]] !== undefined && old[key] !== today[key],
  )
  const ops = names.map(key => rename(setting(options, at.document, [...to, old[key]]), today[key]))
  // vitest 1 and 2 do not start where the smallest number, every cpu but one, is larger than the largest.
  const needsLeast = major < 3 && options[old.max] !== undefined && options[old.min] === undefined
  return needsLeast ? [...ops, insert(setting(1, at.document, [...to, today.min]), 1)] : ops
}
