import type { Setting } from '../../src/model/setting.ts'
import { sameValue } from '../../src/model/value.ts'
import type { Count, Side } from '../../src/model/workload.ts'

/** What a number of processes is, and where it is written. */
interface Counted {
  readonly set: Setting<unknown>
  readonly count?: Setting<Count>
}

/** In CI and elsewhere; once where both have the same. Empty where it cannot be told. */
export function onBothSides<T extends Counted>(
  read: (side: Side) => T | undefined,
): readonly (T & { readonly only?: Side })[] {
  const [ci, local] = (['ci', 'local'] as const).map(read)
  if (ci && local && isSame(ci, local)) return [local]
  return [
    ...(local ? [{ ...local, only: 'local' as const }] : []),
    ...(ci ? [{ ...ci, only: 'ci' as const }] : []),
  ]
}

function isSame(a: Counted, b: Counted): boolean {
  return sameValue(a.set.at, b.set.at) && sameValue(a.count?.value, b.count?.value)
}
