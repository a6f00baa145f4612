import { meaningOf } from '../../model/rule-names.ts'
import type { At } from './plain.ts'
import type { KnownNames } from './resolve.ts'
import type { WrittenConfig } from './schema.ts'

/**
 * A configuration in which rules that were renamed have their new ids, and what a reader should know about that.
 * Rules that are gone stay as they are: what is said of them has no effect.
 */
export function withCurrentNames(
  written: WrittenConfig,
  known: KnownNames,
  where: (at: At) => string,
): { readonly current: WrittenConfig; readonly notes: readonly string[] } {
  const { retired = [] } = known
  if (retired.length === 0) return { current: written, notes: [] }
  const notes: string[] = []
  const currentName = (name: string, at: At): string => {
    const meaning = meaningOf(name, known.rules, retired)
    if ('note' in meaning) notes.push(`${where(at)}: ${meaning.note}`)
    return 'id' in meaning ? meaning.id : name
  }
  const currentKeys = <T>(table: Readonly<Record<string, T>>, at: At): Record<string, T> => {
    const named = Object.entries(table).map(([name, value]) => [currentName(name, [...at, name]), value])
    // Where somebody wrote the old and the new name, the new one counts.
    return Object.assign(Object.create(null), Object.fromEntries(named), onlyKnown(table, known.rules))
  }
  const current = {
    ...written,
    ...(written.rules && { rules: currentKeys(written.rules, ['rules']) }),
    ...(written.ignore && {
      ignore: written.ignore.map((entry, index) => ({
        ...entry,
        rule: currentName(entry.rule, ['ignore', index, 'rule']),
      })),
    }),
    ...(written.overrides && {
      overrides: written.overrides.map((override, index) => ({
        ...override,
        ...(override.rules && { rules: currentKeys(override.rules, ['overrides', index, 'rules']) }),
      })),
    }),
  }
  return { current, notes }
}

/** The names that a configuration may use without being wrong. */
export function withFormerNames(known: KnownNames): KnownNames {
  return { ...known, rules: [...known.rules, ...(known.retired ?? []).map(rule => rule.id)] }
}

function onlyKnown<T>(table: Readonly<Record<string, T>>, ids: readonly string[]): Record<string, T> {
  return Object.fromEntries(Object.entries(table).filter(([name]) => ids.includes(name)))
}
