import type { PyArgument } from '../../../../src/model/python.ts'
import { splitWords } from '../config/shlex.ts'

/** One word of a command line in Python code. */
export interface CommandWord {
  /** The string, or the expression as written. */
  readonly text: string
  readonly literal: boolean
}

/** The words of `["python", "-m", "pytest", str(path)]` or `"pytest -q"`; undefined for anything else. */
export function commandWords({ text, literal }: PyArgument): readonly CommandWord[] | undefined {
  if (typeof literal === 'string')
    return splitWords(literal)?.map(word => ({ text: word.text, literal: true }))
  if (text.length > LONGEST_LIST || !/^[[(]/.test(text) || !/[\])]$/.test(text)) return undefined
  return elements(text.slice(1, -1)).map(wordOf)
}

/** What a call hands over as words, one argument each: `pytester.runpytest("-n", "2")`. */
export function argumentWords(given: readonly PyArgument[]): readonly CommandWord[] {
  return given.filter(one => one.name === undefined).map(one => wordOf(one.text))
}

function wordOf(text: string): CommandWord {
  const string = /^[rbu]?(["'])([^"'\\{}]*)\1$/i.exec(text)
  return string ? { text: string[2] ?? '', literal: true } : { text, literal: false }
}

/** Splits at commas outside brackets and strings. */
function elements(list: string): readonly string[] {
  const found: string[] = []
  let depth = 0
  let start = 0
  for (const { 0: token, index } of list.matchAll(TOKEN)) {
    if ('([{'.includes(token)) depth += 1
    else if (')]}'.includes(token)) depth -= 1
    else if (token === ',' && depth === 0) {
      found.push(list.slice(start, index).trim())
      start = index + 1
    }
  }
  return [...found, list.slice(start).trim()].filter(one => one !== '')
}

/** In characters: the pattern of tokens takes quadratic time for what only looks like strings. */
const LONGEST_LIST = 20_000

/** A string, a comment, or one character that matters. */
const TOKEN = /"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|#[^\n]*|[()[\]{},]/g
