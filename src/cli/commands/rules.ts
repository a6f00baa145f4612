import type { Argv, CommandModule } from 'yargs'
import type { FootprintTable } from '../../model/footprint-table.ts'
import { jsonText } from '../../report/json-text.ts'
import { painter } from '../../report/style.ts'
import { withPluginOption } from '../options.ts'
import { type Terminal, usesColor } from '../terminal.ts'

interface Flags {
  format: string
  color: boolean | undefined
  plugin?: string[]
}

/** `memlint rules`: what there is. */
export function rulesCommand(terminal: Terminal): CommandModule<object, Flags> {
  return {
    command: 'rules',
    describe: 'List the rules',
    builder: yargs =>
      withPluginOption(yargs)
        .option('format', {
          group: 'Report:',
          choices: ['text', 'json'],
          default: 'text',
          describe: 'text or json, which has all that rules declare',
        })
        .option('color', {
          group: 'Report:',
          type: 'boolean',
          default: undefined,
          describe: 'Colours, or none with --no-color; default: on a terminal',
        }) as unknown as Argv<Flags>,
    handler: async flags => {
      const { catalogOf } = await import('../../session/catalog.ts')
      const { ecosystems, rules } = await catalogOf({ ...flags, cwd: terminal.cwd })
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
