import yargs from 'yargs'
import { ConfigError } from '../project/config/config-error.ts'
import { UsageError } from '../session/usage-error.ts'
import { version } from '../version.ts'
import { checkCommand } from './commands/check.ts'
import { explainCommand } from './commands/explain.ts'
import { hostCommand } from './commands/host.ts'
import { planCommand } from './commands/plan.ts'
import { rulesCommand } from './commands/rules.ts'
import type { Terminal } from './terminal.ts'

/** Runs one command line and returns its exit code: 0, 1 for findings, 2 when memlint could not do its job. */
export async function cli(args: readonly string[], terminal: Terminal): Promise<number> {
  let code = 0
  const exit = (with_: number) => {
    code = with_
  }
  try {
    await yargs([...args])
      .scriptName('memlint')
      .usage("memlint: settings that make a repository exhaust a machine's memory")
      .locale('en')
      .version(version)
      .command(checkCommand(terminal, exit))
      .command(planCommand(terminal, exit))
      .command(hostCommand(terminal))
      .command(explainCommand(terminal))
      .command(rulesCommand(terminal))
      .strict()
      .recommendCommands()
      .wrap(80)
      .exitProcess(false)
      .fail((message, error) => {
        throw error ?? new UsageError(message)
      })
      .parseAsync()
  } catch (error) {
    terminal.err(isTheirs(error) ? `memlint: ${error.message}\n` : crash(error))
    return 2
  }
  return code
}

/** Something the user can mend: a wrong option, a wrong configuration. */
function isTheirs(error: unknown): error is Error {
  return error instanceof UsageError || error instanceof ConfigError
}

/** A bug of memlint's own, with what is needed to report it. */
function crash(error: unknown): string {
  const detail = error instanceof Error ? (error.stack ?? error.message) : String(error)
  return `memlint crashed. This is a bug; nothing was written.\n${detail}\n`
}
