import type { Bytes } from './bytes.ts'

/** How an amount is known. `guess` is an unmeasured default or a row of a sum that nobody measured. */
export type Evidence = 'measured' | 'configured' | 'cited' | 'guess'

/** One row of a sum, with the reason for it. */
export interface Amount {
  readonly what: string
  readonly bytes: Bytes
  readonly evidence: Evidence
  /** A public source or a measurement with its versions. */
  readonly source: string
}

/** Memory of one process: resident set, private to it. */
export interface Footprint {
  readonly bytes: Bytes
  /** Where the figure comes from, best first: measured, configured, derived from code, a documented default. */
  readonly basis: 'measured' | 'configured' | 'derived' | 'default'
  readonly amounts: readonly Amount[]
}

/** A footprint whose bytes are the sum of its rows. */
export function footprint(basis: Footprint['basis'], amounts: readonly Amount[]): Footprint {
  return { basis, amounts, bytes: amounts.reduce((sum, amount) => sum + amount.bytes, 0) }
}

/** Whether any row of the sum is a guess: then nothing that follows from it may fail a build. */
export function isGuess(footprint: Footprint): boolean {
  return footprint.amounts.some(amount => amount.evidence === 'guess')
}
