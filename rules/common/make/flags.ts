import type { Span } from '../../../src/model/document.ts'

/** A word that make is given; what cannot be told is as it is written. */
export interface MakeWord extends Span {
  readonly text: string
  readonly value: string | undefined
}

/** `-j` without a number. */
export interface UnboundedFlag {
  /** The words it is made of, for messages: `-kj`. */
  readonly text: string
  /** What a number takes the place of, and what is written there with it. */
  readonly span: Span
  with(jobs: number): string
  /** All of it with a number, for titles: `-j 4`. */
  title(jobs: number): string
  /** The variable of make that is to be the number. */
  readonly variable?: string
}

/**
 * The `-j` that counts, which is the last one, where it has no number. make takes the next word for one only where that
 * is made of digits (4.3); undefined also where load limits the jobs, and where make refuses to run.
 */
export function unboundedFlag(words: readonly MakeWord[]): UnboundedFlag | undefined {
  let found: UnboundedFlag | undefined
  let limitedByLoad = false
  for (let index = 0; index < words.length; index++) {
    const [word, next] = [words[index], words[index + 1]]
    const option = word && optionOf(word, next)
    if (!word || option === 'end') break
    if (!option) continue
    if (option.takesNext) index++
    if ('load' in option) limitedByLoad = option.load
    if ('jobs' in option) found = option.jobs
  }
  return limitedByLoad ? undefined : found
}

type Option = { readonly takesNext: boolean } & (
  | { readonly jobs: UnboundedFlag | undefined }
  | { readonly load: boolean }
  | object
)

function optionOf(word: MakeWord, next: MakeWord | undefined): Option | 'end' | undefined {
  const { text } = word
  if (text === '--') return 'end'
  if (text.startsWith('--')) return longOption(word, next)
  // Letters until one that takes the rest, or the next word.
  const [, letters = '', taker = '', rest = ''] = /^-([^jlCfIoWEO]*)([jlCfIoWEO]?)(.*)$/s.exec(text) ?? []
  if (taker === '' || /[^A-Za-z]/.test(letters)) return undefined
  if (taker === 'j') return jobsOption(word, rest, next)
  if (taker === 'l') return loadOption(rest, next)
  return { takesNext: rest === '' && taker !== 'O' }
}

function longOption(word: MakeWord, next: MakeWord | undefined): Option | undefined {
  const [name = '', value] = word.text.split(/=(.*)/s)
  if (name === '--jobs') {
    // `--jobs=` with nothing behind it is refused.
    if (value !== undefined) return { takesNext: false, jobs: undefined }
    return jobsOption(word, '', next)
  }
  if (name === '--load-average' || name === '--max-load') return loadOption(value ?? '', next)
  return { takesNext: value === undefined && TAKES_NEXT.has(name) }
}

const TAKES_NEXT = new Set([
  ...['--directory', '--file', '--makefile', '--include-dir', '--eval'],
  ...['--old-file', '--assume-old', '--what-if', '--new-file', '--assume-new'],
])

function jobsOption(word: MakeWord, rest: string, next: MakeWord | undefined): Option {
  if (rest !== '') return { takesNext: false, jobs: jobsInVariable(word, rest) }
  if (next && /^\d+$/.test(next.value ?? '')) return { takesNext: true, jobs: undefined }
  if (next && next.value === undefined)
    return { takesNext: true, jobs: jobsInVariable(next, next.text, word) }
  // Of another language than the shell's: `%NUMBER_OF_PROCESSORS%`, `{{ cpus }}`.
  if (/[%{}$]/.test(next?.text ?? '')) return { takesNext: true, jobs: undefined }
  // A word in quotes is left alone.
  if (word.value !== word.text) return { takesNext: false, jobs: undefined }
  const written = word.text === '--jobs' ? '--jobs=' : word.text
  const title = (jobs: number) => `${written}${jobs}`
  return { takesNext: false, jobs: { text: word.text, span: word, with: title, title } }
}

/**
 * `-j$(NPROC)` is `-j` where the variable is empty, also in quotes; and so is `-j $(NPROC)`, but not in quotes, where the
 * number is an empty word. `rest` is the end of the word that has the variable, `option` what stands before that word.
 */
export function jobsInVariable(word: MakeWord, rest: string, option?: MakeWord): UnboundedFlag | undefined {
  const variable = VARIABLE.exec(option ? rest : rest.replace(/^"(.*)"$/, '$1'))?.[1]
  if (variable === undefined) return undefined
  const head = word.text.slice(0, word.text.length - rest.length)
  const before = option ? `${option.text} ` : ''
  return {
    text: `${before}${word.text}`,
    span: word,
    variable,
    with: jobs => `${head}${jobs}`,
    title: jobs => `${before}${head}${jobs}`,
  }
}

const VARIABLE = /^\$[({]([\w.]+)[)}]$/

function loadOption(rest: string, next: MakeWord | undefined): Option {
  const number = rest === '' ? (next?.value ?? next?.text ?? '') : rest
  // Without a number it takes the limit away.
  const limits = rest !== '' || /^[\d.$]/.test(number)
  return { takesNext: rest === '' && limits, load: limits }
}
