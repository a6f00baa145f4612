import type { Setting } from '../../src/model/setting.ts'
import { sameValue, type Value } from '../../src/model/value.ts'
import type { Side } from '../../src/model/workload.ts'

/** What a setting means in CI and elsewhere; once where both are the same. Empty where it cannot be told. */
export function onBothSides<T extends { readonly set: Setting<Value | undefined> }>(
  on: (side: Side) => T | undefined,
): readonly (T & { readonly only?: Side })[] {
  const [ci, local] = [on('ci'), on('local')]
  if (ci && local && sameValue(ci.set.at, local.set.at)) return [local]
  return [
    ...(local ? [{ ...local, only: 'local' as const }] : []),
    ...(ci ? [{ ...ci, only: 'ci' as const }] : []),
  ]
}
