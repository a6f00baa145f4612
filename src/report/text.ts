import type { Finding } from '../model/finding.ts'
import { hostsApart, type Report, shownPath } from '../model/report.ts'
import type { Severity } from '../model/severity.ts'
import { howToApply, whatItDoes } from './explanation.ts'
import { codeFrame } from './frame.ts'
import { type Paint, painter, printable, printableLines } from './style.ts'
import { countsOf, scopeOf } from './summary.ts'

export interface TextOptions {
  readonly color: boolean
  /** Also what was silenced, line by line, and every note. */
  readonly verbose: boolean
  /** The fixes are shown and not written. */
  readonly pending?: boolean
}

const COLORS = { error: 'red', warning: 'yellow', info: 'cyan' } as const satisfies Record<Severity, string>

/** For people: a code frame, the arithmetic, what to do, and a footer that says what was looked at. */
export function textReport(reports: readonly Report[], options: TextOptions): string {
  const paint = painter(options.color)
  const blocks = reports.flatMap(report => [
    ...report.findings
      .filter(finding => !finding.silenced)
      .map(finding => findingBlock(finding, report, paint)),
    ...outcomes(report, options, paint),
    ...asides(report, options, paint),
    ...report.failures.map(
      failure => `${paint(['red', 'bold'], 'memlint failed:')} ${printableLines(failure)}`,
    ),
  ])
  return [...blocks, footer(reports, options, paint), ''].join('\n')
}

function findingBlock(finding: Finding, report: Report, paint: Paint): string {
  const title = `${paint([COLORS[finding.severity], 'bold'], finding.severity)}${paint('bold', `[${finding.rule}]`)}`
  const text = report.texts.get(finding.file)
  return [
    `${title} ${printable(finding.message)}`,
    `  ${paint('dim', '-->')} ${place(finding, report)}`,
    ...(text === undefined ? [] : codeFrame(text, finding, paint).map(line => `  ${line}`)),
    ...finding.related.map(
      note => `  ${paint('dim', ':::')} ${place(note, report)} ${printable(note.message)}`,
    ),
    ...hostLines(finding, report, paint),
    ...finding.because.map(line => `  ${paint('dim', '= because')} ${printable(line)}`),
    ...fixLines(finding, paint),
    ...(finding.help ? [`  ${paint('dim', '= help')} ${printable(finding.help)}`] : []),
    ...(finding.rule.startsWith('memlint/')
      ? []
      : [`  ${paint('dim', `= more: memlint explain ${finding.rule}`)}`]),
    '',
  ].join('\n')
}

/** Said only where the hosts differ: the footer names all of them. */
function hostLines(finding: Finding, report: Report, paint: Paint): string[] {
  const apart = hostsApart(report, finding)
  if (!apart) return []
  const [on, notOn] = [apart.on, apart.notOn].map(names => names.map(printable).join(', '))
  return [`  ${paint('dim', '= hosts')} ${on} (not ${notOn})`]
}

function fixLines({ fix }: Finding, paint: Paint): string[] {
  return fix ? [`  ${paint('green', `= fix (${howToApply(fix)})`)} ${printable(whatItDoes(fix))}`] : []
}

function outcomes(report: Report, options: TextOptions, paint: Paint): string[] {
  return [
    ...report.applied.map(
      finding =>
        `${paint('green', options.pending ? 'would fix' : 'fixed')} ${place(finding, report)} ${finding.rule}: ${printable(finding.fix?.title ?? '')}`,
    ),
    ...report.rejected.map(
      ({ finding, reason }) =>
        `${paint('yellow', 'not fixed')} ${place(finding, report)} ${finding.rule}: ${printable(reason)}`,
    ),
  ]
}

function asides(report: Report, options: TextOptions, paint: Paint): string[] {
  const silenced = report.findings.filter(({ silenced }) =>
    options.verbose ? silenced : silenced && silenced.by !== 'baseline',
  )
  return [
    ...silenced.map(finding =>
      paint(
        'dim',
        `ignored ${place(finding, report)} ${finding.rule} (${finding.silenced?.by}): ${printable(finding.silenced?.reason ?? '')}`,
      ),
    ),
    ...(options.verbose
      ? silenced.map(finding => paint('dim', `        ${printable(finding.message)}`))
      : []),
    ...report.notes.map(note => paint('dim', `note: ${printable(note)}`)),
  ]
}

function footer(reports: readonly Report[], options: TextOptions, paint: Paint): string {
  return `${scopeOf(reports)}: ${paint('bold', countsOf(reports, options))}`
}

function place(at: { file: string; line: number; column: number }, report: Report): string {
  return `${printable(shownPath(report, at.file))}:${at.line}:${at.column}`
}
