import type { Argv, CommandModule } from 'yargs'
import { version } from '../../version.ts'
import { type CommonFlags, withCommonOptions } from '../options.ts'
import { output } from '../output.ts'
import type { Terminal } from '../terminal.ts'

interface HostFlags extends CommonFlags {
  list?: boolean
}

/** `memlint host`: every figure of a machine with its source, and what would help it. Changes nothing. */
export function hostCommand(terminal: Terminal): CommandModule<object, HostFlags> {
  return {
    command: 'host [paths..]',
    describe: 'Show what a machine has, what is reserved and why',
    builder: yargs =>
      withCommonOptions(yargs)
        .option('list', {
          group: 'Hosts:',
          type: 'boolean',
          describe: 'List the presets, which --host and the configuration can name',
        })
        .example([
          ['$0 host', 'This machine, or those of the configuration'],
          ['$0 host --host gitlab-small', 'A preset'],
        ]) as Argv<HostFlags>,
    handler: async flags => {
      const [{ presetList, sheetsFor }, { hostSheets, hostSheetsJson }] = await Promise.all([
        import('../host-sheets.ts'),
        import('../../report/host-sheet.ts'),
      ])
      if (flags.list) {
        terminal.out(presetList())
        return
      }
      const sheets = await sheetsFor(flags, terminal)
      await output(
        { text: color => hostSheets(sheets, { color }), json: () => hostSheetsJson(sheets, version) },
        flags,
        terminal,
      )
    },
  }
}
