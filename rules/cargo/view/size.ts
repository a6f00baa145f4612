import type { Footprint } from '../../../src/model/footprint.ts'
import type { CargoWorkspace } from '../ecosystem.ts'
import type { TestPrograms } from './targets.ts'

/** From here on many programs are linked at once, each with all debug information of what it uses. */
export const MANY_TEST_BINARIES = 8

/** Examples of documentation from which on their links are a build of its own. */
export const MANY_DOCTESTS = 8

/**
 * Whether a count of jobs that nobody wrote is worth a word: where the size of a compiler is known, or where
 * there is enough to compile that all of them have work at the same time.
 */
export function isSizeable(view: CargoWorkspace, footprint: Footprint): boolean {
  if (footprint.basis === 'measured' || footprint.basis === 'configured') return true
  return isLarge(view)
}

type Size = Pick<CargoWorkspace, 'testBinaries' | 'local' | 'packages'>

/** Whether there is enough to build that its memory is worth a warning: by packages or programs that are linked. */
export function isLarge({ testBinaries, local, packages }: Size): boolean {
  return testBinaries >= MANY_TEST_BINARIES || local > MANY_PACKAGES || (packages ?? 0) >= MANY_LOCKED
}

/** Whether compiling everything a second time is worth a word. */
export function hasManyToCompile(view: Size): boolean {
  return isLarge(view) || (view.packages ?? 0) >= SOME_LOCKED
}

/** Whether one package's integration tests are many, and what they are linked with is known not to be little. */
export function isWorthMerging({ packages }: CargoWorkspace, { mergeable }: TestPrograms): boolean {
  return mergeable > MANY_TEST_BINARIES && (packages === undefined || packages >= SOME_LOCKED)
}

/** A workspace of more packages has its own code in every job at times. */
export const MANY_PACKAGES = 8
/** So many packages make a second compilation, and what programs are linked with, noticeable on any machine. */
const SOME_LOCKED = 50
const MANY_LOCKED = 200
