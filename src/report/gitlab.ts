import type { Finding } from '../model/finding.ts'
import { type Report, shownPath } from '../model/report.ts'
import type { Severity } from '../model/severity.ts'
import { explanationOf } from './explanation.ts'
import { fingerprints } from './fingerprint.ts'
import { jsonText } from './json-text.ts'

/** GitLab's words, mildest first: info, minor, major, critical, blocker. */
const SEVERITIES = { error: 'critical', warning: 'major', info: 'info' } as const satisfies Record<
  Severity,
  string
>

/** A Code Quality report for GitLab, which compares two of them by their fingerprints. Silenced findings are not in it. */
export function gitlabReport(reports: readonly Report[]): string {
  const fingerprint = fingerprints()
  const issues = reports.flatMap(report =>
    report.findings
      .filter(finding => !finding.silenced)
      .map(finding => issueOf(finding, report, fingerprint(finding, report))),
  )
  return jsonText(issues)
}

function issueOf(finding: Finding, report: Report, fingerprint: string) {
  return {
    description: [finding.message, ...explanationOf(finding, report)].join(' — '),
    check_name: finding.rule,
    fingerprint,
    severity: SEVERITIES[finding.severity],
    location: {
      path: shownPath(report, finding.file),
      lines: { begin: finding.line, end: finding.endLine },
    },
  }
}
