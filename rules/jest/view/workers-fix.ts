import type { Fix } from '../../../src/model/fix.ts'
import type { Context, Sizing } from '../../../src/model/rule.ts'
import { fixCount } from '../../common/fixed-count.ts'
import { doubtsOf } from './doubts.ts'
import type { Workers } from './workers.ts'

/** Writes the number that fits where the configuration has one. */
export function fixWorkers(
  config: Parameters<typeof doubtsOf>[0],
  workers: Workers,
  sizing: Sizing,
  context: Context,
): Fix {
  const { value } = workers.set
  const count = { ...workers, ...(typeof value === 'number' && { number: value }), asNumber: true }
  return fixCount(count, sizing, context, doubtsOf(config))
}
