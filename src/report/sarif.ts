import type { Log, Notification, Result, Run } from 'sarif'
import { HOMEPAGE } from '../model/links.ts'
import type { Report } from '../model/report.ts'
import type { About } from './about.ts'
import { type Fingerprints, fingerprints } from './fingerprint.ts'
import { jsonText } from './json-text.ts'
import { BASE } from './sarif/locations.ts'
import { resultOf } from './sarif/results.ts'
import { descriptorsOf, indexOf } from './sarif/rules.ts'

/**
 * SARIF 2.1.0, as code scanning reads it. Silenced findings are in it as suppressed results, fixes as replacements by
 * lines and columns, and what memlint could not do as notifications of a run that was not successful.
 */
export function sarifReport(reports: readonly Report[], about: About): string {
  const log: Log = {
    $schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
    version: '2.1.0',
    runs: [runOf(reports, about)],
  }
  return jsonText(log)
}

function runOf(reports: readonly Report[], about: About): Run {
  const rules = descriptorsOf(about.rules, reports)
  const name = fingerprints()
  return {
    tool: {
      driver: {
        name: 'memlint',
        version: about.version,
        semanticVersion: about.version,
        informationUri: HOMEPAGE,
        rules,
      },
    },
    invocations: [
      {
        executionSuccessful: reports.every(report => report.failures.length === 0),
        toolExecutionNotifications: reports.flatMap(notificationsOf),
      },
    ],
    // Where the working directory is on this machine is nobody's concern, and reports are the same everywhere.
    originalUriBaseIds: { [BASE]: { description: { text: 'the working directory of memlint' } } },
    columnKind: 'utf16CodeUnits',
    newlineSequences: ['\r\n', '\n', '\r'],
    results: reports.flatMap(report => resultsOf(report, indexOf(rules), name)),
  }
}

function resultsOf(
  report: Report,
  ruleIndex: ReadonlyMap<string, number>,
  fingerprint: Fingerprints,
): Result[] {
  return report.findings.map(finding =>
    resultOf(finding, report, {
      ruleIndex: ruleIndex.get(finding.rule) ?? -1,
      fingerprint: fingerprint(finding, report),
    }),
  )
}

function notificationsOf({ failures, notes }: Report): Notification[] {
  return [
    ...failures.map((text): Notification => ({ level: 'error', message: { text } })),
    ...notes.map((text): Notification => ({ level: 'note', message: { text } })),
  ]
}
