import type { Argv, CommandModule } from 'yargs'
import { version } from '../../version.ts'
import { type CommonFlags, withCommonOptions } from '../options.ts'
import { output } from '../output.ts'
import { runWatched } from '../progress.ts'
import type { Terminal } from '../terminal.ts'

/** `memlint plan`: what the repository starts, against every host. */
export function planCommand(
  terminal: Terminal,
  exit: (code: number) => void,
): CommandModule<object, CommonFlags> {
  return {
    command: 'plan [paths..]',
    describe: 'Show what the repository starts on every host',
    builder: yargs =>
      withCommonOptions(yargs).example([
        ['$0 plan', 'For the hosts of the configuration'],
        ['$0 plan --memory 16GiB --cpus 8', 'For a machine of that size'],
      ]) as Argv<CommonFlags>,
    handler: async flags => {
      const [{ planTable }, { jsonPlanReport }] = await Promise.all([
        import('../../report/plan-table.ts'),
        import('../../report/json.ts'),
      ])
      const request = { ...flags, cwd: terminal.cwd, wholeProjects: true }
      const { reports } = await runWatched(request, terminal, flags.quiet)
      const bars = terminal.interactive && flags.outputFile === undefined
      await output(
        {
          text: color => planTable(reports, { color, bars, verbose: flags.verbose === true }),
          json: () => jsonPlanReport(reports, version),
        },
        flags,
        terminal,
      )
      exit(reports.some(report => report.failures.length > 0) ? 2 : 0)
    },
  }
}
