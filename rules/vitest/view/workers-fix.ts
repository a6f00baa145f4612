import { type FileOp, type Fix, insert, set } from '../../../src/model/fix.ts'
import type { Context, Sizing } from '../../../src/model/rule.ts'
import { type FixedCount, fixCount } from '../../common/fixed-count.ts'
import type { Workers } from './workers.ts'

/** Writes the number that fits; by hand where not even one does, or nobody knows which version reads it. */
export function fixWorkers(
  workers: Workers,
  major: number | undefined,
  sizing: Sizing,
  context: Context,
): Fix {
  const { value } = workers.set
  const count = {
    ...workers,
    ...(typeof value === 'number' && { number: value }),
    asNumber: true,
    beside: (number: number) => lowerLeast(workers, major ?? 0, number),
  }
  const fix = fixCount(count, sizing, context, { none: NONE, ...(workers.keeps && { any: KEEPS }) })
  return major === undefined && fix.safety !== 'manual'
    ? { title: fix.title, safety: 'manual', why: UNKNOWN_VERSION }
    : fix
}

/** On a command line. Before vitest 3 the configuration may have a least number that is larger. */
export function fixFlag(
  keeps: boolean,
  count: FixedCount,
  major: number | undefined,
  sizing: Sizing,
  context: Context,
): Fix {
  const fix = fixCount(count, sizing, context, { none: NONE, ...(keeps && { any: KEEPS }) })
  return (major ?? 0) < 3 && fix.safety !== 'manual'
    ? { title: fix.title, safety: 'manual', why: 'vitest 1 and 2 need a minWorkers that is no larger, too' }
    : fix
}

const NONE = {
  title: 'import less in each test, or use a machine with more memory',
  why: 'what a worker takes is mostly what the tests import',
}

const UNKNOWN_VERSION =
  'no lock file and no range says which vitest this is, and versions 1 and 2 need minWorkers, too'

const KEEPS =
  'a worker here keeps what its test files leave behind, and with fewer workers each of them runs more files'

/** Before vitest 4 it does not start where the least number of workers is larger than the largest. */
function lowerLeast({ least }: Workers, major: number, value: number): FileOp[] {
  if (major >= 4 || !least) return []
  if (least.value === undefined) return major < 3 ? [insert(least, 1)] : []
  return typeof least.value === 'number' && least.value <= value ? [] : [set(least, value)]
}
