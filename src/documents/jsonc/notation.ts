import type { Notation } from '../braces/notation.ts'

export const JSON_NOTATION: Notation = {
  name: 'JSON',
  key: name => JSON.stringify(name),
  string: text => JSON.stringify(text),
}
