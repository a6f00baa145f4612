import type { Argv, CommandModule } from 'yargs'
import { withPluginOption } from '../options.ts'
import type { Terminal } from '../terminal.ts'

interface ExplainFlags {
  rule: string
  plugin?: string[]
}

/** `memlint explain RULE`: the rule's page, the same text as in docs/rules; of a plugin's rule, its declaration. */
export function explainCommand(terminal: Terminal): CommandModule<object, ExplainFlags> {
  return {
    command: 'explain <rule>',
    describe: 'Print the page of a rule: cost, fix, sources',
    builder: yargs =>
      withPluginOption(
        yargs.positional('rule', {
          type: 'string',
          demandOption: true,
          describe: 'Its id; memlint rules lists them',
        }),
      ).example('$0 explain pytest/workers-exceed-memory', '') as Argv<ExplainFlags>,
    handler: async ({ rule, ...flags }) => {
      const { explained } = await import('../../session/explained.ts')
      terminal.out(await explained(rule, { ...flags, cwd: terminal.cwd }))
    },
  }
}
