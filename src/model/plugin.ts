import type { Ecosystem } from './ecosystem.ts'
import type { AnyRule } from './rule.ts'

/** What a plugin file exports: by name, or as its default export. */
export interface Plugin {
  /** Each id is `<ecosystem>/<hazard>`, and no rule of memlint or of another plugin has it. */
  readonly rules?: readonly AnyRule[]
  /** Only those that no rule names: the others come with their rules. */
  readonly ecosystems?: readonly Ecosystem<unknown>[]
}
