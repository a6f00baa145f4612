import type { Footprint } from '../../../src/model/footprint.ts'
import type { CargoWorkspace } from '../ecosystem.ts'

/** From here on many programs are linked at once, each with all debug information of what it uses. */
export const MANY_TEST_BINARIES = 8

/**
 * Whether a count of jobs that nobody wrote is worth a word: where the size of a compiler is known, or where
 * there is enough to compile that all of them have work at the same time.
 */
export function isSizeable(view: CargoWorkspace, footprint: Footprint): boolean {
  if (footprint.basis === 'measured' || footprint.basis === 'configured') return true
  return isLarge(view)
}

/** Whether there is enough to build that its memory is worth a warning: by packages or programs that are linked. */
export function isLarge({ testBinaries, local, packages }: CargoWorkspace): boolean {
  return testBinaries >= MANY_TEST_BINARIES || local > MANY_PACKAGES || (packages ?? 0) >= MANY_LOCKED
}

const MANY_PACKAGES = 8
const MANY_LOCKED = 200
