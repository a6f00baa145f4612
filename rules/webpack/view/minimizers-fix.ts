import { type Fix, insert, set } from '../../../src/model/fix.ts'
import type { Context, Sizing } from '../../../src/model/rule.ts'
import { fixCount } from '../../common/fixed-count.ts'
import type { Started } from '../ecosystem.ts'
import type { Minimizer } from './minimizers.ts'

/** Writes the number that each of the configurations may have. */
export function fixMinimizers(
  { setting, version }: Started<Minimizer>,
  sizing: Sizing,
  context: Context,
): Fix {
  const { others } = setting
  const count = {
    ...setting,
    asNumber: true,
    isAtMost: true,
    beside: (number: number) =>
      others.map(other => (other.value === undefined ? insert(other, number) : set(other, number))),
  }
  const fix = fixCount(count, forEach(setting, sizing), context, { none: NONE })
  return version || fix.safety === 'manual'
    ? fix
    : { title: fix.title, safety: 'manual', why: `nothing says which version of ${setting.plugin} this is` }
}

/** The number that each of several configurations may have. */
function forEach({ compilers }: Minimizer, sizing: Sizing): Sizing {
  const { advice } = sizing
  if ('unknown' in advice) return sizing
  const value = Math.floor(advice.value / compilers)
  return value < 1
    ? { ...sizing, advice: { unknown: `not even one worker for each of ${compilers} configurations fits` } }
    : { ...sizing, advice: { ...advice, value } }
}

const NONE = {
  title: 'let one configuration run after the other, or use a machine with more memory',
  why: 'what a worker takes grows with the file that it minimizes',
}
