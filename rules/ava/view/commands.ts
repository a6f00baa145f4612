import type { Sources } from '../../../src/model/ecosystem.ts'
import type { ShellWord } from '../../../src/model/shell.ts'
import { startedBy } from '../../common/commands/programs.ts'
import { commandsIn, type RepositoryCommand } from '../../common/commands.ts'
import { type WorkerFlag, workerFlags } from '../../common/worker-flags.ts'

/** Where ava is started with a number of files at once, which wins over its configuration. */
export const FLAGS = /\bava\b[^\n]{0,500}\s(--concurrency|-c|--serial|-s)/

/** Commands that start ava by the configuration of their folder. */
export function avaCommands(sources: Sources): readonly RepositoryCommand[] {
  return commandsIn(sources, FLAGS).filter(({ command }) => {
    const words = startedBy(command, AVA, AROUND)?.arguments
    return words && !words.some(({ text }) => /^--config(=|$)/.test(text))
  })
}

/** The numbers that commands have, where their files do not run in turn. */
export function flagsIn(commands: readonly RepositoryCommand[]): readonly WorkerFlag[] {
  return commands
    .filter(({ command }) => !command.words.some(isSerial))
    .flatMap(command => workerFlags([command], AVA, /^(--concurrency|-c)$/).slice(-1))
    .filter(({ value }) => /^[1-9]\d*$/.test(value))
}

/** What says how many files run at once. */
export const SAID = /^(--(concurrency|serial)(=|$)|-c|-s$)/

/** The word that starts it. */
export const AVA = /^(?:\S*\/)?ava(?:\/entrypoints\/cli\.m?js)?$/
/** What runs a program of the repository, or watches over it while it runs. */
const AROUND = /^(?:\S*\/)?(?:nyc|c8|node|yarn|pnpm|npm|exec|bunx)$/

function isSerial({ text }: ShellWord): boolean {
  return text === '-s' || text === '--serial'
}
