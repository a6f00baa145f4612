import type { CommandModule } from 'yargs'
import type { Terminal } from '../terminal.ts'
import { checkCommand } from './check.ts'
import { completionCommand } from './completion.ts'
import { explainCommand } from './explain.ts'
import { hostCommand } from './host.ts'
import { planCommand } from './plan.ts'
import { rulesCommand } from './rules.ts'

/** Every command, in the order of the help. The first one runs where none is named. */
export function commandsOf(terminal: Terminal, exit: (code: number) => void): readonly CommandModule[] {
  return [
    checkCommand(terminal, exit),
    planCommand(terminal, exit),
    hostCommand(terminal),
    explainCommand(terminal),
    rulesCommand(terminal),
    completionCommand(terminal),
  ] as readonly CommandModule[]
}
