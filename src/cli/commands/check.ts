import type { Argv, CommandModule } from 'yargs'
import type { Report } from '../../model/report.ts'
import type { Severity } from '../../model/severity.ts'
import type { About } from '../../report/about.ts'
import { FORMAT_NAMES, REPORT_FORMATS } from '../../report/formats.ts'
import { printable } from '../../report/style.ts'
import type { TextOptions } from '../../report/text.ts'
import { UsageError } from '../../session/usage-error.ts'
import { version } from '../../version.ts'
import { exitCode } from '../exit.ts'
import { EXIT_CODES } from '../help.ts'
import { CHECK_FLAGS, type CommonFlags, withCommonOptions } from '../options.ts'
import { checkOutput, type Formats, output, quieted, shownFormat } from '../output.ts'
import { runWatched } from '../progress.ts'
import { type Terminal, usesColor } from '../terminal.ts'
import { uninterrupted } from '../uninterrupted.ts'

interface CheckFlags extends CommonFlags {
  fix?: boolean
  unsafeFixes?: boolean
  diff?: boolean
  baseline?: boolean
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
    describe: 'Find what exhausts memory, and fix it',
    builder: yargs =>
      withCommonOptions(yargs, FORMAT_NAMES)
        .options(CHECK_FLAGS)
        .example([
          ['$0', 'Check this folder'],
          ['$0 --fix', 'Apply the safe fixes'],
          ['$0 --diff --unsafe-fixes', 'Show what all fixes would change'],
          ['$0 --host github-ubuntu api web', 'Check two folders for a CI runner'],
          ['$0 --format json', 'Print a report for programs'],
        ])
        .epilogue(EXIT_CODES) as Argv<CheckFlags>,
    handler: async flags => exit(await check(flags, terminal)),
  }
}

async function check(flags: CheckFlags, terminal: Terminal): Promise<number> {
  const shown = shownFormat(flags)
  checkOutput(flags, terminal)
  checkFlags(flags)
  if (flags.printConfig) {
    const [{ printedConfigs }, { configsFor }] = await Promise.all([
      import('../print-config.ts'),
      import('../../session/session.ts'),
    ])
    terminal.out(printedConfigs(await configsFor({ ...flags, cwd: terminal.cwd }), shown))
    return 0
  }
  const stdin =
    flags.stdinFilename === undefined ? undefined : { path: flags.stdinFilename, text: terminal.readStdin() }
  // Another report on standard output leaves no room for a diff: nothing is fixed then, and findings have their fixes.
  const diff = flags.diff === true && shown === 'text'
  const fixing = diff || (flags.fix && !flags.diff)
  const request = { ...flags, cwd: terminal.cwd, ...(stdin && { stdin }) }
  const fixes = fixing && {
    fixes: { unsafe: flags.unsafeFixes === true, write: !diff && !stdin, uninterrupted },
  }
  const session = await runWatched({ ...request, ...fixes }, terminal, flags.quiet)
  const failOn =
    (flags.failOn as Severity | undefined) ??
    strictest(session.projects.map(({ loaded }) => loaded.config.failOn))
  const wanted = (reports: readonly Report[]) => quieted(reports, flags.quiet === true, failOn)
  const reports = wanted(session.reports)
  if (diff) {
    const { diffReport } = await import('../../report/diff.ts')
    terminal.out(
      diffReport(reports, { color: usesColor(flags.color, terminal), shown: terminal.interactive }),
    )
  } else if (stdin && flags.fix) {
    terminal.out(fixedText(reports, stdin.text))
  }
  // A diff is not written: reports in files say what is there, not what would be.
  const unfixed = diff && flags.outputFile && (await runWatched(request, terminal, flags.quiet))
  const formats = await formatsOf(
    { reports, filed: unfixed ? wanted(unfixed.reports) : reports },
    { version, rules: session.rules, failOn },
    { verbose: flags.verbose === true, pending: diff },
  )
  // What another program takes goes to standard output, and what people read beside it.
  await output(formats, flags, terminal, diff || (stdin && flags.fix) ? terminal.err : terminal.out)
  if (shown !== 'text') sayFailures(session.reports, terminal)
  return exitCode(session.reports, {
    pending: diff,
    failOn,
    exitZero: flags.exitZero === true,
    ...(flags.maxWarnings !== undefined && { maxWarnings: flags.maxWarnings }),
  })
}

function checkFlags({ unsafeFixes, fix, diff, maxWarnings }: CheckFlags): void {
  if (unsafeFixes && !fix && !diff) throw new UsageError('--unsafe-fixes needs --fix or --diff')
  if (maxWarnings !== undefined && !(maxWarnings >= 0))
    throw new UsageError('--max-warnings must be a number of at least 0')
}

/** Text is for whoever started memlint; the other formats (`filed`) are for those who come later. */
async function formatsOf(
  { reports, filed }: Readonly<Record<'reports' | 'filed', readonly Report[]>>,
  about: About,
  options: Omit<TextOptions, 'color'>,
): Promise<Formats> {
  const { textReport } = await import('../../report/text.ts')
  const others = Object.entries(REPORT_FORMATS).map(([name, format]) => [name, () => format(filed, about)])
  return { ...Object.fromEntries(others), text: color => textReport(reports, { ...options, color }) }
}

/** Not every format has room for what memlint could not do. */
function sayFailures(reports: readonly Report[], terminal: Terminal): void {
  for (const failure of reports.flatMap(report => report.failures))
    terminal.err(`memlint failed: ${printable(failure)}\n`)
}

/** Standard input with its fixes, for editors that pipe a buffer through. */
function fixedText(reports: readonly Report[], original: string): string {
  return reports.flatMap(report => report.changes)[0]?.after ?? original
}

/** Several projects in one run: the strictest of their configurations decides. */
function strictest(configured: readonly Severity[]): Severity {
  return (['info', 'warning', 'error'] as const).find(severity => configured.includes(severity)) ?? 'warning'
}
