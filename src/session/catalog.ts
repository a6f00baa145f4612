import * as own from '../../rules/index.ts'
import { retired } from '../../rules/retired.ts'
import type { Ecosystem } from '../model/ecosystem.ts'
import type { AnyRule } from '../model/rule.ts'
import type { RetiredRule } from '../model/rule-names.ts'
import type { CheckOptions } from './check-options.ts'

/** Everything that can be run: memlint's own rules and ecosystems, then those of plugins. */
export interface Catalog {
  readonly ecosystems: readonly Ecosystem<unknown>[]
  readonly rules: readonly AnyRule[]
  /** Of the rules. */
  readonly ids: readonly string[]
  readonly retired: readonly RetiredRule[]
}

/** Throws UsageError when a plugin cannot be used. */
export async function catalogOf({
  plugin = [],
  cwd,
}: Pick<CheckOptions, 'plugin'> & { readonly cwd: string }): Promise<Catalog> {
  if (plugin.length === 0) return OWN
  const { withPlugins } = await import('./plugins.ts')
  return withPlugins(OWN, plugin, cwd)
}

const OWN: Catalog = {
  ecosystems: own.ecosystems,
  rules: own.rules,
  ids: own.rules.map(rule => rule.id),
  retired,
}
