import { resolve } from 'node:path'
import type { Report } from '../model/report.ts'
import { atLeast, type Severity } from '../model/severity.ts'
import { UsageError } from '../session/usage-error.ts'
import type { CommonFlags } from './options.ts'
import { type Terminal, usesColor } from './terminal.ts'

/** How a command prints itself, by format. */
export interface Formats {
  text(color: boolean): string
  json(): string
}

/** To standard output; with --output-file the report goes there, and text to the terminal. */
export function output(formats: Formats, flags: CommonFlags, terminal: Terminal): void {
  const color = usesColor(flags.color, terminal)
  const file = flags.outputFile
  if (file === undefined) {
    terminal.out(flags.format === 'json' ? formats.json() : formats.text(color))
    return
  }
  terminal.out(formats.text(color))
  try {
    const report = flags.format === 'json' ? formats.json() : formats.text(false)
    terminal.writeFile(resolve(terminal.cwd, file), report)
  } catch (error) {
    throw new UsageError(`--output-file ${file}: ${error instanceof Error ? error.message : String(error)}`)
  }
}

/** --quiet: findings that cannot fail the run are left out, of every format. */
export function quieted(reports: readonly Report[], quiet: boolean, failOn: Severity): readonly Report[] {
  if (!quiet) return reports
  return reports.map(report => ({
    ...report,
    findings: report.findings.filter(finding => finding.silenced || atLeast(finding.severity, failOn)),
  }))
}
