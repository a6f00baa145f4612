import { type Fix, insert, set } from '../../../src/model/fix.ts'
import { isGuess } from '../../../src/model/footprint.ts'
import type { Context, Sizing } from '../../../src/model/rule.ts'
import { Literal } from '../../../src/model/value.ts'
import { type CountDoubts, fixCount } from '../../common/fixed-count.ts'
import type { Workers } from './workers.ts'

/** Writes the number that fits, or where smaller machines would start more because of it a part of the cpus that does. */
export function fixWorkers(
  { set: to, key }: Pick<Workers, 'set' | 'key'>,
  sizing: Sizing,
  context: Context,
  doubts: CountDoubts,
): Fix {
  const { value } = to
  if (value instanceof Literal && doubts.any === undefined)
    return fixWorkers({ set: to, key }, sizing, context, { ...doubts, any: LEFT_OVER })
  const number = typeof value === 'number' ? { number: value } : {}
  const fix = fixCount({ set: to, key, ...number, asNumber: true }, sizing, context, doubts)
  const percent = percentThatFits(sizing)
  const raises = fix.safety === 'unsafe' && doubts.any === undefined && !isGuess(sizing.workload.footprint)
  if (!raises || typeof value === 'number' || percent === 0) return fix
  const part = `${percent}%`
  const where = context.declared ? '' : ', which is what this machine has room for'
  return {
    title: `set ${key} to '${part}'${where}: a number would start more than now on smaller machines`,
    safety: 'safe',
    ops: [value === undefined ? insert(to, part) : set(to, part)],
  }
}

/** In steps of five, of the cpus of the host on which that is least. */
function percentThatFits({ over }: Sizing): number {
  const parts = over.map(({ row, plan }) => row.fits / plan.host.cpus.value)
  return Math.floor(Math.min(...parts) * STEPS) * (100 / STEPS)
}

const STEPS = 20

const LEFT_OVER = 'what was imported to count the cpus may be left over, and linters complain of it'
