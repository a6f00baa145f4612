import { nearestName } from './nearest-name.ts'

/** A rule id that was in a release and is in none any more. Its old name keeps working wherever a rule is named. */
export interface RetiredRule {
  /** `<ecosystem>/<hazard>`, as it was. */
  readonly id: string
  /** The first version without it: `1.3.0`. */
  readonly since: string
  /** The rule that says the same now. */
  readonly became?: string
  /** Why it is gone and what to do, as a sentence without a full stop. */
  readonly why: string
}

/** What somebody means by the name of a rule. Notes are sentences without a full stop. */
export type RuleMeaning =
  | { readonly kind: 'current'; readonly id: string }
  | { readonly kind: 'renamed'; readonly id: string; readonly note: string }
  | { readonly kind: 'removed'; readonly note: string }
  /** `suggestion` is the name that was probably meant. */
  | { readonly kind: 'unknown'; readonly suggestion: string | undefined }

export function meaningOf(
  name: string,
  ids: readonly string[],
  retired: readonly RetiredRule[] = [],
): RuleMeaning {
  if (ids.includes(name)) return { kind: 'current', id: name }
  const former = retired.find(rule => rule.id === name)
  if (!former) return { kind: 'unknown', suggestion: nearestName(name, ids) }
  const became = former.became === undefined ? undefined : meaningOf(former.became, ids, retired)
  if (became?.kind === 'current' || became?.kind === 'renamed') {
    const note = `${name} is called ${became.id} since ${former.since}: ${former.why}`
    return { kind: 'renamed', id: became.id, note }
  }
  return { kind: 'removed', note: `${name} is gone since ${former.since}: ${former.why}` }
}
