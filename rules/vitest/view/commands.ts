import type { Sources } from '../../../src/model/ecosystem.ts'
import { cappedFolders } from '../../common/capped-folders.ts'
import { commandsIn } from '../../common/commands.ts'
import { type WorkerFlag, workerFlags } from '../../common/worker-flags.ts'

/** Where vitest is started with options that win over its configuration. */
export const FLAGS = /vitest\b[^\n]{0,500}--(max-?workers|(no-)?file-?parallelism|pool)\b/i

/** What the commands of a repository say beside the configuration. */
export interface CommandLine {
  /** Some command chooses the pool itself. */
  readonly choosesPool: boolean
  /** Folders whose scripts all start vitest with a number of workers. */
  readonly capped: ReadonlySet<string>
  /** The numbers of workers that scripts have. */
  readonly flags: readonly WorkerFlag[]
}

export function commandLine(sources: Sources): CommandLine {
  const commands = commandsIn(sources, FLAGS)
  return {
    choosesPool: commands.some(
      ({ command: { words } }) =>
        words.some(({ text }) => VITEST.test(text)) && words.some(({ text }) => /^--pool(=|$)/.test(text)),
    ),
    flags: workerFlags(commands, VITEST, /^--max-?workers$/i).filter(
      ({ command }) => command.kind !== 'dockerfile',
    ),
    capped: cappedFolders(commands, VITEST, /^--(max-?workers|no-file-?parallelism)(=|$)/i),
  }
}

const VITEST = /(^|\/)vitest$/
