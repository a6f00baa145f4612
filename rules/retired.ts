import type { RetiredRule } from '../src/model/rule-names.ts'

/** Every id of `rules/released.json` that no rule has any more: see docs/versioning.md. */
export const retired: readonly RetiredRule[] = []
