import type { CommandModule } from 'yargs'
import type { Terminal } from '../terminal.ts'
import { baselineCommand } from './baseline.ts'
import { checkCommand } from './check.ts'
import { completionCommand } from './completion.ts'
import { explainCommand } from './explain.ts'
import { hostCommand } from './host.ts'
import { initCommand } from './init.ts'
import { planCommand } from './plan.ts'
import { rulesCommand } from './rules.ts'

/** Every command, in the order of the help. The first one runs where none is named. */
export function commandsOf(terminal: Terminal, exit: (code: number) => void): readonly CommandModule[] {
  return [
    checkCommand(terminal, exit),
    planCommand(terminal, exit),
    baselineCommand(terminal, exit),
    hostCommand(terminal),
    initCommand(terminal, exit),
    explainCommand(terminal),
    rulesCommand(terminal),
    completionCommand(terminal),
  ] as readonly CommandModule[]
}
