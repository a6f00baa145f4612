import { rules } from '../../rules/index.ts'
import { meaningOf } from '../model/rule-names.ts'
import { declaredPage, rulePage } from '../rule-page.ts'
import { catalogOf } from './catalog.ts'
import { knownRule } from './select-rules.ts'

/**
 * What there is to say of a rule: its page, that of its successor, or why it is gone. Throws UsageError for a name that no
 * rule ever had, and when a plugin cannot be used.
 */
export async function explained(
  name: string,
  options: Parameters<typeof catalogOf>[0],
  catalogFor = catalogOf,
): Promise<string> {
  const catalog = await catalogFor(options)
  const meaning = meaningOf(name, catalog.ids, catalog.retired)
  if (meaning.kind === 'removed') return `${meaning.note}\n`
  const id = knownRule('id' in meaning ? meaning.id : name, catalog.ids)
  const plugged = catalog.rules.find(rule => rule.id === id && !rules.includes(rule))
  const page = plugged ? declaredPage(plugged) : rulePage(id)
  return meaning.kind === 'renamed' ? `${meaning.note}\n\n${page}` : page
}
