import type { CommandModule } from 'yargs'
import { knownRule } from '../../session/select-rules.ts'
import type { Terminal } from '../terminal.ts'

/** `memlint explain RULE`: the rule's page, the same text as in docs/rules. */
export function explainCommand(terminal: Terminal): CommandModule<object, { rule: string }> {
  return {
    command: 'explain <rule>',
    describe: 'Print the page of a rule: what it costs, how it is fixed, the sources',
    builder: yargs => yargs.positional('rule', { type: 'string', demandOption: true }),
    handler: async ({ rule: id }) => {
      const [{ rules }, { rulePage }] = await Promise.all([
        import('../../../rules/index.ts'),
        import('../../rule-page.ts'),
      ])
      terminal.out(
        rulePage(
          knownRule(
            id,
            rules.map(rule => rule.id),
          ),
        ),
      )
    },
  }
}
