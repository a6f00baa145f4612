import type { Sources } from '../../../src/model/ecosystem.ts'
import { cappedFolders } from '../../common/capped-folders.ts'
import { commandsIn, type RepositoryCommand } from '../../common/commands.ts'
import { type WorkerFlag, workerFlags } from '../../common/worker-flags.ts'

/** Where jest is started with a number of workers, which wins over its configuration. */
export const FLAGS = /\bjest\b[^\n]{0,500}\s(--max-?workers|-w|--run-?in-?band|-i)\b/i

export function jestCommands(sources: Sources): readonly RepositoryCommand[] {
  return commandsIn(sources, FLAGS).filter(({ command }) => command.words.some(({ text }) => JEST.test(text)))
}

/** Folders whose scripts all say how many workers jest starts. */
export function cappedByScripts(commands: readonly RepositoryCommand[]): ReadonlySet<string> {
  return cappedFolders(commands, JEST, /^(--max-?workers(=|$)|-w(=|\d|$)|--run-?in-?band$|-i$)/i)
}

/** The numbers of workers that commands have. */
export function flagsIn(commands: readonly RepositoryCommand[]): readonly WorkerFlag[] {
  return workerFlags(commands, JEST, /^(--max-?workers|-w)$/i)
}

const JEST = /(^|\/)jest(\.js)?$/
