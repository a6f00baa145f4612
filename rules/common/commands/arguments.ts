import type { ShellCommand, ShellWord } from '../../../src/model/shell.ts'
import { startedBy } from './programs.ts'

/** The words behind a program's name, up to `--`. */
export interface Arguments {
  readonly program: ShellWord
  /** Those that are no options and no option's value. */
  readonly positionals: readonly ShellWord[]
  readonly options: readonly Option[]
  /** The last word that is the program's own. */
  readonly last: ShellWord
  /** Whether any word cannot be told: a variable, or what another command prints. */
  readonly isUnclear: boolean
  /** Whether words are handed on to what it starts that may change how much that starts. */
  readonly changesInner: boolean
}

/** `--filter=x`, `--filter x` and `--parallel`, whose value is undefined. */
export interface Option {
  readonly name: string
  readonly value: string | undefined
  /** From where to where it stands, value included. */
  readonly first: ShellWord
  readonly last: ShellWord
}

/** Undefined where the command does not start the program. `valued` are options with their value in the next word. */
export function argumentsOf(command: ShellCommand, program: RegExp, valued: RegExp): Arguments | undefined {
  const started = startedBy({ words: withoutRunners(command.words) }, program)
  if (!started) return undefined
  const all = started.arguments
  const end = all.findIndex(({ value }) => value === '--')
  const own = end === -1 ? all : all.slice(0, end)
  const positionals: ShellWord[] = []
  const options: Option[] = []
  for (let index = 0; index < own.length; index++) {
    const word = own[index] as ShellWord
    const text = word.value ?? word.text
    const equals = text.indexOf('=')
    if (!text.startsWith('-')) positionals.push(word)
    else if (equals > 0)
      options.push({ name: text.slice(0, equals), value: text.slice(equals + 1), first: word, last: word })
    else {
      const next = valued.test(text) ? own[index + 1] : undefined
      if (next) index++
      options.push({ name: text, value: next && (next.value ?? next.text), first: word, last: next ?? word })
    }
  }
  return {
    program: started.name,
    positionals,
    options,
    last: own.at(-1) ?? started.name,
    isUnclear: own.some(({ value }) => value === undefined),
    changesInner: all.some(({ value = '' }) => CHANGES_INNER.test(value)),
  }
}

/** Options of test runners by which another number of processes starts, or other ones. */
const CHANGES_INNER =
  /^(--max-?workers|--workers|--run-?in-?band|-i$|--watch|--(no-)?file-?parallelism|--pool|--config$|--config=|-c$)/i

/** `pnpm exec turbo …` and `yarn turbo …` are `turbo …`. */
function withoutRunners(words: readonly ShellWord[]): readonly ShellWord[] {
  const first = words[0]?.value ?? ''
  const second = words[1]?.value ?? ''
  if (/^(bunx|pnpx)$/.test(first)) return words.slice(1)
  if (!/^(pnpm|yarn|npm|bun)$/.test(first) || second.startsWith('-')) return words
  return /^(exec|dlx|run|x)$/.test(second) ? words.slice(2) : TOOLS.test(second) ? words.slice(1) : words
}

const TOOLS = /^(turbo|nx|lerna|concurrently|conc|run-p|npm-run-all2?|vitest|jest)$/
