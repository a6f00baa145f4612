import type { Argv, CommandModule } from 'yargs'
import type { Report } from '../../model/report.ts'
import type { Severity } from '../../model/severity.ts'
import { REPORT_FORMATS } from '../../report/formats.ts'
import { UsageError } from '../../session/usage-error.ts'
import { version } from '../../version.ts'
import { exitCode } from '../exit.ts'
import { CHECK_FLAGS, type CommonFlags, withCommonOptions } from '../options.ts'
import { output, quieted, shownFormat } from '../output.ts'
import { type Terminal, usesColor } from '../terminal.ts'
import { uninterrupted } from '../uninterrupted.ts'

interface CheckFlags extends CommonFlags {
  fix?: boolean
  unsafeFixes?: boolean
  diff?: boolean
  select?: string[]
  ignore?: string[]
  failOn?: string
  maxWarnings?: number
  exitZero?: boolean
  stdinFilename?: string
}

/** `memlint [check] [paths…]`: the main job. */
export function checkCommand(
  terminal: Terminal,
  exit: (code: number) => void,
): CommandModule<object, CheckFlags> {
  return {
    command: ['check [paths..]', '$0'],
    describe: 'Find the settings that exhaust memory, and fix them',
    builder: yargs => withCheckOptions(withCommonOptions(yargs)) as Argv<CheckFlags>,
    handler: async flags => exit(await check(flags, terminal)),
  }
}

function withCheckOptions(yargs: Argv): Argv {
  return yargs
    .options(CHECK_FLAGS)
    .group(['fix', 'unsafe-fixes', 'diff'], 'Fixing:')
    .group(['select', 'ignore', 'fail-on', 'max-warnings', 'exit-zero'], 'Findings:')
}

async function check(flags: CheckFlags, terminal: Terminal): Promise<number> {
  const [{ configsFor, runSession }, { textReport }] = await Promise.all([
    import('../../session/session.ts'),
    import('../../report/text.ts'),
  ])
  const shown = shownFormat(flags)
  if (flags.unsafeFixes && !flags.fix && !flags.diff)
    throw new UsageError('--unsafe-fixes needs --fix or --diff')
  if (flags.maxWarnings !== undefined && !(flags.maxWarnings >= 0))
    throw new UsageError('--max-warnings must be a number of at least 0')
  if (flags.printConfig) {
    const { printedConfigs } = await import('../print-config.ts')
    terminal.out(printedConfigs(await configsFor({ ...flags, cwd: terminal.cwd }), shown))
    return 0
  }
  const stdin =
    flags.stdinFilename === undefined ? undefined : { path: flags.stdinFilename, text: terminal.readStdin() }
  // A machine-readable report has every finding with its edits: there is no diff beside it.
  const diff = flags.diff === true && shown === 'text'
  const fixing = diff || (flags.fix && !flags.diff)
  const session = await runSession({
    ...flags,
    cwd: terminal.cwd,
    ...(stdin && { stdin }),
    ...(fixing && { fixes: { unsafe: flags.unsafeFixes === true, write: !diff && !stdin, uninterrupted } }),
  })
  const failOn =
    (flags.failOn as Severity | undefined) ?? strictest(session.configs.map(loaded => loaded.config.failOn))
  const reports = quieted(session.reports, flags.quiet === true, failOn)
  // What another program takes goes to standard output, and what people read beside it.
  const say = diff || (stdin && flags.fix) ? terminal.err : terminal.out
  if (diff) {
    const { diffReport } = await import('../../report/diff.ts')
    terminal.out(
      diffReport(reports, { color: usesColor(flags.color, terminal), shown: terminal.interactive }),
    )
  } else if (stdin && flags.fix) {
    terminal.out(fixedText(reports, stdin.text))
  }
  const options = { verbose: flags.verbose === true, quiet: flags.quiet === true, pending: diff }
  const about = { version, rules: session.rules, failOn }
  const formats = Object.fromEntries(
    Object.entries(REPORT_FORMATS).map(([name, format]) => [name, () => format(reports, about)]),
  )
  await output({ ...formats, text: color => textReport(reports, { ...options, color }) }, flags, {
    ...terminal,
    out: say,
  })
  return exitCode(session.reports, {
    pending: diff,
    failOn,
    exitZero: flags.exitZero === true,
    ...(flags.maxWarnings !== undefined && { maxWarnings: flags.maxWarnings }),
  })
}

/** Standard input with its fixes, for editors that pipe a buffer through. */
function fixedText(reports: readonly Report[], original: string): string {
  return reports.flatMap(report => report.changes)[0]?.after ?? original
}

/** Several projects in one run: the strictest of their configurations decides. */
function strictest(configured: readonly Severity[]): Severity {
  return (['info', 'warning', 'error'] as const).find(severity => configured.includes(severity)) ?? 'warning'
}
