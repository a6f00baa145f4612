import type { CommandModule } from 'yargs'
import { nearestName } from '../../model/nearest-name.ts'
import type { Terminal } from '../terminal.ts'
import { UsageError } from '../usage-error.ts'

/** `memlint explain RULE`: the rule's page, the same text as in docs/rules. */
export function explainCommand(terminal: Terminal): CommandModule<object, { rule: string }> {
  return {
    command: 'explain <rule>',
    describe: 'Print the page of a rule: what it costs, how it is fixed, the sources',
    builder: yargs => yargs.positional('rule', { type: 'string', demandOption: true }),
    handler: async ({ rule: id }) => {
      const [{ rules }, { rulePage }] = await Promise.all([
        import('../../../rules/index.ts'),
        import('../rule-page.ts'),
      ])
      if (!rules.some(rule => rule.id === id)) {
        const near = nearestName(
          id,
          rules.map(rule => rule.id),
        )
        throw new UsageError(
          `there is no rule ${id}${near ? `; did you mean ${near}?` : ''} (memlint rules lists them)`,
        )
      }
      terminal.out(rulePage(id))
    },
  }
}
