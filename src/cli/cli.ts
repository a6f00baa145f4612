import yargs, { type Argv } from 'yargs'
import { nearestName } from '../model/nearest-name.ts'
import { ConfigError } from '../project/config/config-error.ts'
import { printableLines } from '../report/style.ts'
import { UsageError } from '../session/usage-error.ts'
import { version } from '../version.ts'
import { commandsOf } from './commands/index.ts'
import { withHelpStyle } from './help.ts'
import { OPTION_NAMES, REPEATABLE } from './options.ts'
import type { Terminal } from './terminal.ts'

/** Runs one command line and returns its exit code: 0, 1 for findings, 2 when memlint could not do its job. */
export async function cli(args: readonly string[], terminal: Terminal): Promise<number> {
  let code = 0
  const exit = (with_: number) => {
    code = with_
  }
  try {
    if (args[0] === COMPLETION_REQUEST) {
      const { completions } = await import('./completion.ts')
      terminal.out(await completions(args.slice(1), commandsOf(terminal, exit), terminal))
      return 0
    }
    await yargsOf(terminal, exit).parseAsync(asked(args), {}, (_error, _flags, helpOrVersion) => {
      if (helpOrVersion) terminal.out(`${helpOrVersion}\n`)
    })
  } catch (error) {
    terminal.err(isTheirs(error) ? printableLines(`memlint: ${error.message}\n`) : crash(error))
    return 2
  }
  return code
}

/** Every command and option there is. */
function yargsOf(terminal: Terminal, exit: (code: number) => void): Argv {
  return withHelpStyle(withoutHelpInAdvance(yargs()))
    .scriptName('memlint')
    .usage(USAGE)
    .locale('en')
    .version(version)
    .command([...commandsOf(terminal, exit)])
    .parserConfiguration({ 'greedy-arrays': false, 'dot-notation': false, 'populate--': true })
    .check(isSaidOnce)
    .strict()
    .recommendCommands()
    .exitProcess(false)
    .fail((message, error) => {
      // yargs throws an error of its own for some mistakes of the user, and only says others.
      throw error && error.name !== 'YError' ? error : new UsageError(withSuggestion(message))
    })
}

const USAGE = `memlint finds the settings that make a repository exhaust a machine's memory,
explains them with arithmetic, and fixes them with values that fit the machine.

Usage: memlint [command] [paths..] [options]`

/** What shells ask with: the scripts of `memlint completion` say it. */
const COMPLETION_REQUEST = '--get-completions'

/** `memlint help plan` is `memlint plan --help`. */
function asked(args: readonly string[]): readonly string[] {
  return args[0] === 'help' ? [...args.slice(1), '--help'] : args
}

/** yargs puts the help of every command together before it runs it, which takes longer than reading the options. */
function withoutHelpInAdvance(parser: Argv): Argv {
  const { getInternalMethods } = parser as unknown as YargsInternals
  getInternalMethods.call(parser).getUsageInstance().cacheHelpMessage = () => {}
  return parser
}

interface YargsInternals {
  getInternalMethods(): { getUsageInstance(): { cacheHelpMessage: () => void } }
}

/** yargs makes a list of a value that is given twice, which nobody expects of `--memory`. */
function isSaidOnce(flags: Record<string, unknown>): true {
  const twice = OPTION_NAMES.find(name => Array.isArray(flags[name]) && !REPEATABLE.has(name))
  if (twice) throw new UsageError(`--${twice} is given more than once`)
  return true
}

/** `Unknown argument: fxi` does not say which one was meant. */
function withSuggestion(message: string): string {
  const name = /^Unknown arguments?: ([\w-]+)/.exec(message)?.[1]
  const near = name && nearestName(name, OPTION_NAMES)
  return near && near !== name ? `${message}; did you mean --${near}?` : message
}

/** Something the user can mend: a wrong option, a wrong configuration. */
function isTheirs(error: unknown): error is Error {
  return error instanceof UsageError || error instanceof ConfigError
}

/** A bug of memlint's own, with what is needed to report it. */
export function crash(error: unknown): string {
  const detail = error instanceof Error ? (error.stack ?? error.message) : String(error)
  return printableLines(`memlint crashed. This is a bug.\n${detail}\n`)
}
