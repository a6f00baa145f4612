import { type FileOp, type Fix, insert, set } from '../../../src/model/fix.ts'
import type { Context, Sizing } from '../../../src/model/rule.ts'
import type { Setting } from '../../../src/model/setting.ts'
import type { Value } from '../../../src/model/value.ts'
import { doubtOf } from '../../common/fixed-count.ts'
import type { Workers } from './workers.ts'

/** Writes the number that fits; by hand where not even one does, or nobody knows which version reads it. */
export function fixWorkers(
  workers: Workers,
  major: number | undefined,
  sizing: Sizing,
  context: Context,
): Fix {
  const { advice } = sizing
  if ('unknown' in advice) {
    const why = `${advice.unknown}; what a worker takes is mostly what the tests import`
    return { title: 'import less in each test, or use a machine with more memory', safety: 'manual', why }
  }
  const { value } = advice
  const here = context.declared ? '' : ', which is what this machine has room for'
  const title = `set ${workers.key} to ${value}${here}`
  if (major === undefined) {
    const why =
      'no lock file and no range says which vitest this is, and versions 1 and 2 need minWorkers, too'
    return { title, safety: 'manual', why }
  }
  const ops = [write(workers.set, value), ...lowerLeast(workers, major, value)]
  const why = doubtOf(value, workers.set.value, sizing, context) ?? (workers.keeps ? KEEPS : undefined)
  return why === undefined ? { title, safety: 'safe', ops } : { title, safety: 'unsafe', why, ops }
}

const KEEPS =
  'a worker here keeps what its test files leave behind, and with fewer workers each of them runs more files'

/** Before vitest 4 it does not start where the least number of workers is larger than the largest. */
function lowerLeast({ least }: Workers, major: number, value: number): FileOp[] {
  if (major >= 4 || !least) return []
  if (least.value === undefined) return major < 3 ? [write(least, 1)] : []
  return typeof least.value === 'number' && least.value <= value ? [] : [write(least, value)]
}

function write(to: Setting<Value | undefined>, value: number): FileOp {
  return to.value === undefined ? insert(to, value) : set(to, value)
}
