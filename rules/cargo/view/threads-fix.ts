import { type FileOp, type Fix, set as setTo } from '../../../src/model/fix.ts'
import type { Context, Sizing } from '../../../src/model/rule.ts'
import type { CargoWorkspace } from '../ecosystem.ts'
import { type DoctestRun, THREADS } from './doctest-run.ts'

/** Writes the number of examples at once that fits; by hand where not even one does. */
export function fixThreads(
  { config }: CargoWorkspace,
  run: DoctestRun,
  sizing: Sizing,
  context: Context,
): Fix {
  if ('unknown' in sizing.advice) {
    const { title, why } = NONE_FITS
    return { title, safety: 'manual', why: `${sizing.advice.unknown}; ${why}` }
  }
  const threads = String(sizing.advice.value)
  const path = run.set?.document.path ?? config.ownPath
  const here = context.declared ? '' : ', which is what this machine has room for'
  const add: FileOp = { path, op: { op: 'insert', at: THREADS, value: threads } }
  return {
    title: `${run.set ? 'set' : 'add'} RUST_TEST_THREADS = "${threads}" in [env] of ${path}${here}`,
    safety: 'unsafe',
    // There is no form for "at most", and none for examples alone.
    why: run.set
      ? ALL_TESTS
      : `all tests run on ${threads} threads then, not only these, and on machines with fewer cpus too`,
    ops: [run.set ? setTo(run.set, threads) : add],
  }
}

/** What to do where not even one example fits. */
export const NONE_FITS = {
  title: 'link fewer examples, or use a machine with more memory',
  why: 'edition 2024 links most of them once, [lib] doctest = false none',
}

/** There is no number for examples alone. */
export const ALL_TESTS = 'all tests run on fewer threads then, not only these'
