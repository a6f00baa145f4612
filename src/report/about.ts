import type { AnyRule } from '../model/rule.ts'
import type { Severity } from '../model/severity.ts'

/** What a report says about memlint itself, and what it cannot see in the findings. */
export interface About {
  readonly version: string
  /** Every rule there is, for the formats that describe them. */
  readonly rules: readonly AnyRule[]
  /** The mildest severity that makes the run fail. */
  readonly failOn: Severity
}
