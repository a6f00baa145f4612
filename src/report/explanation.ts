import type { Finding } from '../model/finding.ts'
import type { Fix } from '../model/fix.ts'
import { rulePageUrl } from '../model/links.ts'
import { hostsApart, type Report } from '../model/report.ts'

/** What follows the message of a finding, a line each: the arithmetic, the fix, the help and the rule's page. */
export function explanationOf(finding: Finding, report: Report): readonly string[] {
  const { because, fix, help, rule, plugin } = finding
  const page = rulePageUrl(rule, plugin)
  const apart = hostsApart(report, finding)
  return [
    ...(apart ? [`hosts: ${apart.on.join(', ')} (not ${apart.notOn.join(', ')})`] : []),
    ...because.map(line => `because ${line}`),
    ...(fix ? [`fix (${howToApply(fix)}): ${whatItDoes(fix)}`] : []),
    ...(help ? [`help: ${help}`] : []),
    ...(page ? [`more: ${page}`] : []),
  ]
}

/** `safe, --fix`, or `by hand` */
export function howToApply(fix: Fix): string {
  return { safe: 'safe, --fix', unsafe: 'unsafe, --fix --unsafe-fixes', manual: 'by hand' }[fix.safety]
}

/** With the reason why it is not safe. */
export function whatItDoes(fix: Fix): string {
  return fix.safety === 'safe' ? fix.title : `${fix.title}: ${fix.why}`
}
