import type { Finding } from '../model/finding.ts'
import { type Report, shownPath } from '../model/report.ts'
import type { Severity } from '../model/severity.ts'
import { explanationOf } from './explanation.ts'
import { printableLines } from './style.ts'
import { countsOf, many, scopeOf } from './summary.ts'

/** GitHub shows so many annotations of each kind for a step; what comes later is in the log only. */
const SHOWN = 10

/**
 * Workflow commands for GitHub Actions, which become annotations: the worst first, since not all may be shown. Ends with
 * a line for the log that says what was looked at.
 */
export function githubReport(reports: readonly Report[]): string {
  const failures = reports.flatMap(report =>
    report.failures.map(failure => command('error', { title: 'memlint failed' }, failure)),
  )
  const open = reports.flatMap(report =>
    report.findings.filter(finding => !finding.silenced).map(finding => ({ finding, report })),
  )
  const of = (severity: Severity) =>
    open
      .filter(({ finding }) => finding.severity === severity)
      .map(({ finding, report }) => annotation(finding, report))
  const [errors, warnings, notices] = [of('error'), of('warning'), of('info')]
  const lines = [
    ...[...failures, ...errors, ...warnings],
    // Before the notices, of which it is one.
    ...leftOut([failures.length + errors.length, warnings.length, notices.length]),
    ...notices,
    inLog(`${scopeOf(reports)}: ${countsOf(reports)}`),
  ]
  return `${lines.join('\n')}\n`
}

const KINDS = { error: 'error', warning: 'warning', info: 'notice' } as const satisfies Record<
  Severity,
  string
>

function annotation(finding: Finding, report: Report): string {
  const { line, column, endLine, endColumn, severity, rule } = finding
  const place = {
    file: shownPath(report, finding.file),
    line,
    endLine,
    // Columns are for annotations of one line.
    ...(line === endLine && { col: column, endColumn }),
  }
  const text = [finding.message, ...explanationOf(finding, report)].join('\n')
  return command(KINDS[severity], { ...place, title: `memlint (${rule})` }, text)
}

function leftOut(counts: readonly [errors: number, warnings: number, notices: number]): string[] {
  const [errors, warnings, notices] = counts
  if (counts.every(count => count <= SHOWN)) return []
  const found = `${many(errors, 'error')}, ${many(warnings, 'warning')}, ${many(notices, 'notice')}`
  const text = `${found}: GitHub shows the first ${SHOWN} of each kind as annotations, and all of them are in the log of this step`
  return [command('notice', { title: 'memlint' }, text)]
}

/** `::error file=a.ini,line=2::too many jobs` */
function command(kind: string, properties: Readonly<Record<string, string | number>>, text: string): string {
  const written = Object.entries(properties).map(([name, value]) => `${name}=${inProperty(String(value))}`)
  return `::${kind} ${written.join(',')}::${inData(text)}`
}

function inData(text: string): string {
  return printableLines(text).replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')
}

function inProperty(text: string): string {
  return inData(text).replaceAll(':', '%3A').replaceAll(',', '%2C')
}

/** A line of the log, which is searched for commands of the old kind (`##[error]`) to its end. */
function inLog(text: string): string {
  return printableLines(text).replaceAll('\n', ' ').replaceAll('##[', '# #[')
}
