import type { Span } from '../../../src/model/document.ts'
import type { MakeWord } from './flags.ts'

/** `-j8`, with the number that it has. */
export interface NumberedFlag {
  /** The words it is made of: `-j 8`. */
  readonly span: Span
  readonly value: string
}

/** The flag that counts, which is the last one, where it has a number: of make, ninja and `cmake --build`. */
export function numberedFlag(words: readonly MakeWord[]): NumberedFlag | undefined {
  if (words.some(({ text }) => /^(?:-l|--load-average|--max-load)/.test(text))) return undefined
  const index = words.findLastIndex(({ text }) => FLAG.test(text))
  const [word, next] = [words[index], words[index + 1]]
  const joined = FLAG.exec(word?.text ?? '')?.[1] ?? ''
  const last = joined === '' ? next : word
  const value = joined === '' ? (next?.value ?? '') : joined
  if (!word || !last || !/^[1-9]\d{0,4}$/.test(value)) return undefined
  return { span: { start: word.start, end: last.end }, value }
}

const FLAG = /^(?:-[A-Za-z]{0,9}j|--jobs=?|--parallel=?)(\d{0,9})$/
