import type { FootprintRow, FootprintTable } from '../../../../src/model/footprint-table.ts'
import table from '../../../tables/heavy-constructors.json' with { type: 'json' }

/** A call that takes memory worth counting. `bytes` is what one such object takes when its arguments do not tell. */
export interface HeavyConstructor extends FootprintRow {
  /** A regular expression for the whole qualified name. */
  readonly pattern: string
  /** Regular expressions for what gives such calls away, for a test on the text before anything is parsed. */
  readonly words: readonly string[]
  /** Python code with a call that this row is about. */
  readonly example: string
  /** Where the arguments name a model whose size is known: the position or keywords of that argument. */
  readonly model?: readonly (number | string)[]
  /** Nothing is loaded when the model argument is missing. */
  readonly needsModel?: true
  /** A regular expression: heavy only for models with such a name. */
  readonly only?: string
  /** When its weights are no memory of its own: it is not known from the code, so a figure is a guess then. */
  readonly mapped?: string
  /** Whether its memory comes back when the object goes. */
  readonly freed: boolean
  /** A process has one, which every further call gets: made again only after it was stopped. */
  readonly shared?: true
  /** Its memory is that of other processes, which end with it: made again for each test it costs time alone. */
  readonly separate?: true
  /** Methods and attributes that leave the object as it is; calling it counts as `()`. */
  readonly readOnly: readonly string[]
  readonly note?: string
}

/** Calls that hold much memory. Figures are private resident memory per object. */
export const HEAVY_CONSTRUCTORS = table as FootprintTable<HeavyConstructor>

/** The row about a call, by its qualified name. */
export function heavyConstructor(qualified: string): HeavyConstructor | undefined {
  patterns ??= HEAVY_CONSTRUCTORS.rows.map(row => ({ row, whole: new RegExp(`^(?:${row.pattern})$`) }))
  return patterns.find(({ whole }) => whole.test(qualified))?.row
}

let patterns: readonly { row: HeavyConstructor; whole: RegExp }[] | undefined

/**
 * The words that give such calls away, for a test on bytes before anything is parsed. No repetition is unbounded: the
 * time stays proportional to the file whatever is in it.
 */
export const HEAVY_WORDS: readonly string[] = [...new Set(HEAVY_CONSTRUCTORS.rows.flatMap(row => row.words))]

/** An array is large by two numbers of some length, by one of seven digits, or by powers. */
export const ARRAY_WORDS =
  '\\b(np|numpy|torch|jnp|cp)\\.(zeros|ones|empty|full|rand|randn|random(\\.\\w{1,20})?)\\([^)]{0,80}(\\d{3}\\D{1,9}\\d{2}|\\d{7}|\\*\\*|\\d_\\d|\\de\\d)'
