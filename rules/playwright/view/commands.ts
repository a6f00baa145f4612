import type { Sources } from '../../../src/model/ecosystem.ts'
import { cappedFolders } from '../../common/capped-folders.ts'
import { commandsIn, type RepositoryCommand } from '../../common/commands.ts'
import { type WorkerFlag, workerFlags } from '../../common/worker-flags.ts'

/** Where Playwright's tests are started with a number of workers, which wins over their configuration. */
export const FLAGS = /\bplaywright\s{1,9}test\b[^\n]{0,500}\s(--workers|-j)(?=[\s=\d]|$)/

export function playwrightCommands(sources: Sources): readonly RepositoryCommand[] {
  return commandsIn(sources, FLAGS).filter(({ command: { words } }) =>
    words.some(({ text }, index) => PLAYWRIGHT.test(text) && words[index + 1]?.text === 'test'),
  )
}

/** Folders whose scripts all say how many workers there are, or start none, or a single one to look at. */
export function cappedByScripts(commands: readonly RepositoryCommand[]): ReadonlySet<string> {
  return cappedFolders(commands, PLAYWRIGHT, /^(--workers(=|$)|-j(\d|$)|--(debug|ui|list)$)/)
}

/** The numbers of workers that commands have. `-j=4` is refused, and more than all cpus is nothing anybody writes. */
export function flagsIn(commands: readonly RepositoryCommand[]): readonly WorkerFlag[] {
  return workerFlags(commands, PLAYWRIGHT, /^(--workers|-j)$/).filter(
    ({ words, value }) => !words.startsWith('-j=') && isCount(value),
  )
}

function isCount(value: string): boolean {
  const number = Number.parseInt(value, 10)
  return number > 0 && !(value.endsWith('%') && number > 100)
}

const PLAYWRIGHT = /(^|\/)playwright$/
