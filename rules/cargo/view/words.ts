/** `jobs and target-dir have no effect here`; `it` stands for an empty table. */
export function noEffect(keys: readonly string[]): string {
  const last = keys.at(-1)
  if (last === undefined) return 'it has no effect here'
  return keys.length === 1
    ? `${last} has no effect here`
    : `${keys.slice(0, -1).join(', ')} and ${last} have no effect here`
}
