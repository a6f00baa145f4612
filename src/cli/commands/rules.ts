import type { CommandModule } from 'yargs'
import type { FootprintTable } from '../../model/footprint-table.ts'
import { jsonText } from '../../report/json-text.ts'
import { painter } from '../../report/style.ts'
import { type Terminal, usesColor } from '../terminal.ts'

interface Flags {
  format: string
  color: boolean | undefined
}

/** `memlint rules`: what there is. */
export function rulesCommand(terminal: Terminal): CommandModule<object, Flags> {
  return {
    command: 'rules',
    describe: 'List the rules',
    builder: yargs =>
      yargs
        .option('format', { choices: ['text', 'json'], default: 'text' })
        .option('color', { type: 'boolean', default: undefined }),
    handler: async flags => {
      const { ecosystems, rules } = await import('../../../rules/index.ts')
      if (flags.format === 'json') {
        const declared = rules.map(({ ecosystem, check, ...rule }) => ({ ...rule, ecosystem: ecosystem.id }))
        const tables = ecosystems.flatMap(({ tables = [] }) => tables.map(shown))
        terminal.out(jsonText({ version: 1, rules: declared, tables }))
        return
      }
      const paint = painter(usesColor(flags.color, terminal))
      const width = Math.max(...rules.map(rule => rule.id.length))
      const lines = rules.map(
        rule => `${paint('bold', rule.id.padEnd(width))}  ${rule.severity.padEnd(7)}  ${rule.summary}`,
      )
      terminal.out(`${lines.join('\n')}\n`)
    },
  }
}

/** What every table has, without what only its readers know. */
function shown({ id, of, rows }: FootprintTable): FootprintTable {
  return {
    id,
    of,
    rows: rows.map(({ name, bytes, evidence, source }) => ({ name, bytes, evidence, source })),
  }
}
