import type { Sources } from '../../../src/model/ecosystem.ts'
import { cappedFolders } from '../../common/capped-folders.ts'
import { commandsIn, type RepositoryCommand } from '../../common/commands.ts'

/** Where jest is started with a number of workers, which wins over its configuration. */
export const FLAGS = /\bjest\b[^\n]*\s(--max-?workers|-w|--run-?in-?band|-i)\b/i

/** A part of the cpus as jest gets it on the command line: `--maxWorkers=200%`, `-w 200%`. */
export interface WrittenPercent {
  readonly command: RepositoryCommand
  /** The word with the number. */
  readonly word: string
  readonly percent: number
}

export function jestCommands(sources: Sources): readonly RepositoryCommand[] {
  return commandsIn(sources, FLAGS).filter(({ command }) => command.words.some(({ text }) => JEST.test(text)))
}

/** Folders whose scripts all say how many workers jest starts. */
export function cappedByScripts(commands: readonly RepositoryCommand[]): ReadonlySet<string> {
  return cappedFolders(commands, JEST, /^(--max-?workers(=|$)|-w(=|\d|$)|--run-?in-?band$|-i$)/i)
}

export function percentsIn(commands: readonly RepositoryCommand[]): readonly WrittenPercent[] {
  return commands.flatMap(command =>
    command.command.words.flatMap(({ text }, index, words) => {
      const before = words[index - 1]?.text ?? ''
      const isAfterFlag = /^(--max-?workers|-w)$/i.test(before) && /^\d+%$/.test(text)
      const number = isAfterFlag ? text : /^(?:--max-?workers=|-w=?)(\d+%)$/i.exec(text)?.[1]
      return number ? [{ command, word: text, percent: Number.parseInt(number, 10) }] : []
    }),
  )
}

const JEST = /(^|\/)jest(\.js)?$/
