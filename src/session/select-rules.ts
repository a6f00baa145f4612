import type { AnyRule } from '../model/rule.ts'
import { meaningOf, type RetiredRule } from '../model/rule-names.ts'
import type { Catalog } from './catalog.ts'
import { UsageError } from './usage-error.ts'

/** The rules that are left, and what became of those that have another name now or none. */
export interface Selection {
  readonly rules: readonly AnyRule[]
  readonly notes: readonly string[]
}

/**
 * The rules that `--select` and `--ignore` leave: rule ids or ecosystems, several separated by commas. Throws UsageError
 * for a name that no rule ever had.
 */
export function selectRules(
  { rules, ids, retired }: Pick<Catalog, 'rules' | 'ids' | 'retired'>,
  { select = [], ignore = [] }: { readonly select?: readonly string[]; readonly ignore?: readonly string[] },
): Selection {
  const wanted = idsOf(select, ids, retired)
  const unwanted = idsOf(ignore, ids, retired)
  return {
    rules: rules.filter(
      rule => (select.length === 0 || wanted.ids.has(rule.id)) && !unwanted.ids.has(rule.id),
    ),
    notes: [...new Set([...wanted.notes, ...unwanted.notes])],
  }
}

/** The known rule, or a UsageError that names the one that was probably meant. */
export function knownRule(name: string, ids: readonly string[]): string {
  const meaning = meaningOf(name, ids)
  if ('id' in meaning) return meaning.id
  throw unknownRule(name, 'suggestion' in meaning ? meaning.suggestion : undefined)
}

function idsOf(named: readonly string[], ids: readonly string[], retired: readonly RetiredRule[]) {
  const found = { ids: new Set<string>(), notes: [] as string[] }
  for (const name of named.flatMap(names => names.split(','))) {
    const ofEcosystem = ids.filter(id => id.startsWith(`${name}/`))
    for (const id of ofEcosystem) found.ids.add(id)
    if (ofEcosystem.length > 0) continue
    const meaning = meaningOf(name, ids, retired)
    if (meaning.kind === 'unknown') throw unknownRule(name, meaning.suggestion)
    if ('id' in meaning) found.ids.add(meaning.id)
    if ('note' in meaning) found.notes.push(meaning.note)
  }
  return found
}

function unknownRule(name: string, suggestion: string | undefined): UsageError {
  const meant = suggestion === undefined ? '' : `; did you mean ${suggestion}?`
  return new UsageError(
    `there is no rule ${name}${meant} (memlint rules lists them; those of a plugin need --plugin FILE)`,
  )
}
