import type { Argv, CommandModule } from 'yargs'
import { version } from '../../version.ts'
import { type CommonFlags, withCommonOptions } from '../options.ts'
import { output } from '../output.ts'
import type { Terminal } from '../terminal.ts'

/** `memlint plan`: what the repository starts, against every host. */
export function planCommand(
  terminal: Terminal,
  exit: (code: number) => void,
): CommandModule<object, CommonFlags> {
  return {
    command: 'plan [paths..]',
    describe: 'Show what the repository starts, what it takes, and what the hosts have',
    builder: yargs => withCommonOptions(yargs) as Argv<CommonFlags>,
    handler: async flags => {
      const [{ runSession }, { planTable }, { jsonPlanReport }] = await Promise.all([
        import('../../session/session.ts'),
        import('../../report/plan-table.ts'),
        import('../../report/json.ts'),
      ])
      const { reports } = await runSession({ ...flags, cwd: terminal.cwd, wholeProjects: true })
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
