import type { RetiredRule } from '../src/model/rule-names.ts'

/** Every id that rules have or ever had, sorted: the list only grows. */
export function grown(released: readonly string[], ids: readonly string[]): string[] {
  return [...new Set([...released, ...ids])].sort()
}

/** What is wrong with the ids that rules no longer have: whoever uses one must be told what became of it. */
export function unexplained(
  released: readonly string[],
  ids: readonly string[],
  retired: readonly RetiredRule[],
): string[] {
  const names = new Set(retired.map(rule => rule.id))
  return [
    ...released
      .filter(id => !ids.includes(id) && !names.has(id))
      .map(id => `${id} was released and is gone: say in rules/retired.ts what became of it`),
    ...retired.flatMap(rule => complaintsAbout(rule, released, ids, names)),
  ]
}

function complaintsAbout(
  { id, since, became, why }: RetiredRule,
  released: readonly string[],
  ids: readonly string[],
  names: ReadonlySet<string>,
): string[] {
  return [
    ...(released.includes(id) ? [] : [`${id} was never released: it needs no entry in rules/retired.ts`]),
    ...(ids.includes(id) ? [`${id} is a rule: it is not retired`] : []),
    ...(/^\d+\.\d+\.\d+$/.test(since) ? [] : [`${id}: since must be a version such as 1.3.0`]),
    ...(became === undefined || ids.includes(became) || (names.has(became) && became !== id)
      ? []
      : [`${id} became ${became}, which is no rule`]),
    ...(why.trim() === '' || why.endsWith('.') ? [`${id}: why must say why, without a full stop`] : []),
  ]
}
