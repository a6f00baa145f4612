/** `jobs and target-dir have no effect here`; `it` stands for an empty table. */
export function noEffect(keys: readonly string[]): string {
  if (keys.length === 0) return 'it has no effect here'
  return `${listed(keys)} ${keys.length === 1 ? 'has' : 'have'} no effect here`
}

/** `debug, lto and strip` */
export function listed(words: readonly string[]): string {
  return words.length > 1 ? `${words.slice(0, -1).join(', ')} and ${words.at(-1)}` : words.join('')
}
