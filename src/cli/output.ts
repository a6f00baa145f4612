import { statSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import type { Report } from '../model/report.ts'
import { atLeast, type Severity } from '../model/severity.ts'
import { UsageError } from '../session/usage-error.ts'
import type { CommonFlags } from './options.ts'
import { type Terminal, usesColor } from './terminal.ts'

/** How a command prints itself, by format. */
export type Formats = Readonly<Record<string, (color: boolean) => string | Promise<string>>>

/** One report and where it goes: a file, or the terminal. */
interface Destination {
  readonly format: string
  readonly file?: string
}

/**
 * The formats belong to the files in the order in which they are given. One format more than files goes to
 * standard output (`say`), where otherwise text does. Throws UsageError when they do not go together.
 */
export async function output(
  formats: Formats,
  flags: CommonFlags,
  terminal: Terminal,
  say: Terminal['out'] = terminal.out,
): Promise<void> {
  const destinations = destinationsOf(flags)
  for (const { format, file } of destinations) {
    const render = formats[format]
    if (!render) throw new UsageError(`--format ${format} is not there for this command`)
    const text = await render(file === undefined && usesColor(flags.color, terminal))
    if (file === undefined) say(text)
    else write(file, text, terminal)
  }
}

/** The format of what goes to standard output. */
export function shownFormat(flags: CommonFlags): string {
  return destinationsOf(flags).find(({ file }) => file === undefined)?.format ?? 'text'
}

/** Before anything is done: throws UsageError where a report could not be written in the end. */
export function checkOutput(flags: CommonFlags, { cwd }: Terminal): void {
  for (const { file } of destinationsOf(flags)) {
    if (file === undefined) continue
    const folder = dirname(resolve(cwd, file))
    if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory())
      throw new UsageError(`--output-file ${file}: there is no folder ${dirname(file)}`)
  }
}

function destinationsOf({ format: formats = [], outputFile: files = [] }: CommonFlags): Destination[] {
  if (formats.length > files.length + 1)
    throw new UsageError('each --format but one needs an --output-file of its own')
  const twice = files.find((file, index) => files.indexOf(file) !== index)
  if (twice !== undefined) throw new UsageError(`--output-file ${twice} is given more than once`)
  const filed = files.map((file, index) => ({ file, format: formats[index] ?? 'text' }))
  return [{ format: formats[files.length] ?? 'text' }, ...filed]
}

function write(file: string, text: string, terminal: Terminal): void {
  try {
    terminal.writeFile(resolve(terminal.cwd, file), text)
  } catch (error) {
    throw new UsageError(`--output-file ${file}: ${error instanceof Error ? error.message : String(error)}`)
  }
}

/** --quiet: notes, findings that are ignored and those that cannot fail the run are left out, of every format. */
export function quieted(reports: readonly Report[], quiet: boolean, failOn: Severity): readonly Report[] {
  if (!quiet) return reports
  return reports.map(report => ({
    ...report,
    findings: report.findings.filter(finding => !finding.silenced && atLeast(finding.severity, failOn)),
    notes: [],
  }))
}
