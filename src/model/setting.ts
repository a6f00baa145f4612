import type { Document } from './document.ts'
import type { Place } from './value.ts'

/**
 * A value and its address. Rules read `value` and hand the setting back in a problem or a fix; they never
 * know which format it came from. `value` is undefined when nothing is set: `at` is then where it would go.
 */
export interface Setting<T> {
  readonly value: T
  readonly document: Document
  readonly at: Place
  /** The piece of a string value that is meant: `-n auto` in a longer `addopts`. */
  readonly part?: string
  /** What of `part` is meant, where the rest of it is only there to find it by. */
  readonly piece?: { readonly text: string; readonly from: number }
}

/** A value with its address. */
export function setting<T>(value: T, document: Document, at: Place): Setting<T> {
  return { value, document, at }
}
