/** The source of a pattern that matches a text as it stands. */
export function asPattern(text: string): string {
  return text.replace(/[/\\^$*+?.()|[\]{}]/g, '\\$&')
}
