import { nearestName } from '../model/nearest-name.ts'
import type { AnyRule } from '../model/rule.ts'
import { UsageError } from './usage-error.ts'

/** The rules that `--select` and `--ignore` leave: rule ids or ecosystems, several separated by commas. */
export function selectRules(
  rules: readonly AnyRule[],
  { select = [], ignore = [] }: { readonly select?: readonly string[]; readonly ignore?: readonly string[] },
): readonly AnyRule[] {
  const ids = rules.map(rule => rule.id)
  const wanted = new Set(select.flatMap(names => idsOf(names, ids)))
  const unwanted = new Set(ignore.flatMap(names => idsOf(names, ids)))
  return rules.filter(rule => (select.length === 0 || wanted.has(rule.id)) && !unwanted.has(rule.id))
}

/** The known rule, or a UsageError that names the one that was probably meant. */
export function knownRule(name: string, ids: readonly string[]): string {
  if (ids.includes(name)) return name
  const near = nearestName(name, ids)
  throw new UsageError(
    `there is no rule ${name}${near ? `; did you mean ${near}?` : ''} (memlint rules lists them)`,
  )
}

function idsOf(names: string, ids: readonly string[]): readonly string[] {
  return names.split(',').flatMap(name => {
    const ofEcosystem = ids.filter(id => id.startsWith(`${name}/`))
    return ofEcosystem.length > 0 ? ofEcosystem : [knownRule(name, ids)]
  })
}
