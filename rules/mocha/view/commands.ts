import type { Sources } from '../../../src/model/ecosystem.ts'
import type { ShellWord } from '../../../src/model/shell.ts'
import { startedBy } from '../../common/commands/programs.ts'
import { commandsIn, type RepositoryCommand } from '../../common/commands.ts'
import { type WorkerFlag, workerFlags } from '../../common/worker-flags.ts'

/** Where mocha is started in parallel, or with a number of jobs: a command wins over its configuration. */
export const FLAGS = /mocha\b[^\n]{0,500}\s(--(no-)?parallel|-p|--jobs|-j)/

/** A command that starts mocha by the configuration of its folder. */
export interface MochaCommand extends RepositoryCommand {
  /** Whether it says itself that files run in parallel, or in turn. */
  readonly parallel: { readonly word: ShellWord; readonly value: boolean } | undefined
  /** `unknown` where the shell works it out. */
  readonly jobs: WorkerFlag | 'unknown' | undefined
}

export function mochaCommands(sources: Sources): readonly MochaCommand[] {
  return commandsIn(sources, FLAGS).flatMap(command => {
    const words = startedBy(command.command, MOCHA, AROUND)?.arguments
    if (!words || words.some(({ text }) => OTHER_CONFIG.test(text))) return []
    return [{ ...command, parallel: parallelIn(words), jobs: jobsIn(command, words) }]
  })
}

/** The word that starts it. */
export const MOCHA = /^(?:\S*\/)?_?mocha(?:\.js)?$/
/** What runs a program of the repository, or watches over it while it runs. */
const AROUND = /^(?:\S*\/)?(?:nyc|c8|node|yarn|pnpm|npm|exec|bunx)$/
const OTHER_CONFIG = /^--(?:config|no-config|package|no-package|opts)(?:=|$)/

function parallelIn(words: readonly ShellWord[]): MochaCommand['parallel'] {
  const word = words.findLast(({ text }) => /^(?:-p|--(?:no-)?parallel)(?:=|$)/.test(text))
  return word && { word, value: !/^--no-|=false$/.test(word.text) }
}

function jobsIn(command: RepositoryCommand, words: readonly ShellWord[]): MochaCommand['jobs'] {
  const last = words.findLast(({ text }) => /^(?:--jobs(?:=|$)|-j)/.test(text))
  const flag = workerFlags([command], MOCHA, /^(?:--jobs|-j)$/).at(-1)
  return last && (flag && /^\d+$/.test(flag.value) && flag.words.startsWith(last.text) ? flag : 'unknown')
}
