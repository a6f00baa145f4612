import type { Notation } from '../braces/notation.ts'
import { contentOf } from './strings.ts'

/** Keys without quotes where they are names, strings in the quotes that the file uses most. */
export function notationOf(strings: readonly string[]): Notation {
  const double = strings.filter(text => text.startsWith('"')).length
  const quote = 2 * double > strings.length ? '"' : "'"
  const string = (text: string) => `${quote}${contentOf(text, quote)}${quote}`
  return {
    name: 'JavaScript',
    key: name => (/^[A-Za-z_$][\w$]*$/.test(name) ? name : string(name)),
    string,
  }
}
