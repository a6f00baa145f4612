import { formatGiB } from '../model/bytes.ts'
import type { Finding } from '../model/finding.ts'
import { capacityOf } from '../model/host.ts'
import { type Report, shownPath } from '../model/report.ts'
import type { Severity } from '../model/severity.ts'
import { codeFrame } from './frame.ts'
import { type Paint, painter, printable, printableLines } from './style.ts'

export interface TextOptions {
  readonly color: boolean
  /** Also what was silenced, line by line, and every note. */
  readonly verbose: boolean
  /** Findings, failures and the footer only. */
  readonly quiet: boolean
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
    ...(options.quiet ? [] : asides(report, options, paint)),
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
    ...finding.because.map(line => `  ${paint('dim', '= because')} ${printable(line)}`),
    ...fixLines(finding, paint),
    ...(finding.help ? [`  ${paint('dim', '= help')} ${printable(finding.help)}`] : []),
    ...(finding.rule.startsWith('memlint/')
      ? []
      : [`  ${paint('dim', `= more: memlint explain ${finding.rule}`)}`]),
    '',
  ].join('\n')
}

function fixLines(finding: Finding, paint: Paint): string[] {
  const { fix } = finding
  if (!fix) return []
  const how = { safe: '--fix', unsafe: '--fix --unsafe-fixes', manual: 'by hand' }[fix.safety]
  const label = paint('green', `= fix (${fix.safety === 'manual' ? how : `${fix.safety}, ${how}`})`)
  const why = fix.safety === 'safe' ? '' : `: ${fix.why}`
  return [`  ${label} ${printable(fix.title + why)}`]
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
  const silenced = report.findings.filter(finding => finding.silenced)
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
  const open = reports.flatMap(report => report.findings.filter(finding => !finding.silenced))
  const ignored = reports.flatMap(report => report.findings.filter(finding => finding.silenced)).length
  const fixed = reports.flatMap(report => report.applied).length
  const safe = open.filter(finding => finding.fix?.safety === 'safe').length
  const unsafe = open.filter(finding => finding.fix?.safety === 'unsafe').length
  const rules = Math.max(0, ...reports.map(report => report.rules))
  const files = reports.map(report => report.files).reduce((sum, count) => sum + count, 0)
  const counts = [
    `${many(open.length, 'finding')}${ignored > 0 ? ` (${ignored} ignored)` : ''}`,
    ...(fixed > 0 ? [`${fixed} ${options.pending ? 'would be fixed' : 'fixed'}`] : []),
    ...(safe > 0 ? [`${safe} fixable with --fix`] : []),
    ...(unsafe > 0 ? [`${unsafe} more with --unsafe-fixes`] : []),
  ]
  const scope = `${many(rules, 'rule')}, ${many(files, 'file')}, ${hostsOf(reports)}`
  return `${scope}: ${paint('bold', counts.join(', '))}`
}

function hostsOf(reports: readonly Report[]): string {
  const hosts = new Map(reports.flatMap(report => report.plan.hosts.map(({ host }) => [host.name, host])))
  const shown = [...hosts.values()].map(
    host => `${printable(host.name)} ${formatGiB(capacityOf(host).value)} / ${many(host.cpus.value, 'cpu')}`,
  )
  return `${hosts.size === 1 ? 'host' : 'hosts'} ${shown.join(', ')}`
}

function place(at: { file: string; line: number; column: number }, report: Report): string {
  return `${printable(shownPath(report, at.file))}:${at.line}:${at.column}`
}

function many(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`
}
