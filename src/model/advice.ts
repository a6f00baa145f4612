/** A value with the reason for it, or the reason why there is none. Never a guess dressed as a fact. */
export type Advice<T> = { readonly value: T; readonly because: string } | { readonly unknown: string }

export function isKnown<T>(advice: Advice<T>): advice is { value: T; because: string } {
  return 'value' in advice
}
