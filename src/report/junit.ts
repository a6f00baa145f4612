import type { Finding } from '../model/finding.ts'
import { machinesIn } from '../model/plan.ts'
import { type Report, shownPath } from '../model/report.ts'
import { atLeast } from '../model/severity.ts'
import type { About } from './about.ts'
import { explanationOf } from './explanation.ts'
import { documentOf, element, textElement, type Xml } from './junit/xml.ts'
import { countsOf, scopeOf } from './summary.ts'

/**
 * JUnit XML, as Jenkins, GitLab and CircleCI read it: a suite for each project, a case for each finding. One at or above
 * `failOn` failed, a milder one passed with its text as output, a silenced one was skipped, and what memlint could not
 * do is an error. A project without any of these has one case that passed: a suite without cases counts as broken.
 */
export function junitReport(reports: readonly Report[], about: About): string {
  const suites = reports.map(report => ({ report, cases: casesOf(report, about) }))
  const totals = countsIn(suites.flatMap(({ cases }) => cases))
  const written = suites.map(({ report, cases }) => suiteOf(report, cases, about))
  return documentOf(element('testsuites', { name: 'memlint', ...totals, time: 0 }, written))
}

interface Case {
  /** What it is about, and where: the same for as long as the finding is. */
  readonly classname: string
  readonly name: string
  readonly outcome: 'passed' | 'failed' | 'skipped' | 'error'
  /** Inside the case. */
  readonly details: Xml
}

function suiteOf(report: Report, cases: readonly Case[], { version }: About): Xml {
  const skipped = cases.filter(each => each.outcome === 'skipped').length
  const attributes = { name: `memlint ${report.root || '.'}`, ...countsIn(cases), skipped, time: 0 }
  return element('testsuite', attributes, [
    element('properties', {}, [
      element('property', { name: 'memlint', value: version }),
      ...machinesIn(report.plan).map(({ host, verdict }) =>
        element('property', { name: `host ${host.name}`, value: verdict }),
      ),
    ]),
    ...cases.map(({ classname, name, details }) =>
      element('testcase', { classname, name, time: 0 }, [details]),
    ),
    textElement('system-out', {}, [summaryOf(report), ...report.notes].join('\n')),
  ])
}

function countsIn(cases: readonly Case[]) {
  return {
    tests: cases.length,
    failures: cases.filter(each => each.outcome === 'failed').length,
    errors: cases.filter(each => each.outcome === 'error').length,
  }
}

function casesOf(report: Report, about: About): Case[] {
  const cases = [
    ...report.failures.map(failureCase),
    ...report.findings.map(finding => findingCase(finding, report, about)),
  ]
  return cases.length > 0 ? cases : [passedCase(report)]
}

function passedCase(report: Report): Case {
  const details = textElement('system-out', {}, summaryOf(report))
  return { classname: 'memlint', name: 'no findings', outcome: 'passed', details }
}

function failureCase(message: string): Case {
  const details = textElement('error', { type: 'memlint', message }, 'memlint could not do its job')
  return { classname: 'memlint', name: 'memlint itself', outcome: 'error', details }
}

function findingCase(finding: Finding, report: Report, { failOn }: About): Case {
  const { rule, severity, message, silenced } = finding
  const path = shownPath(report, finding.file)
  const named = { classname: rule.replace('/', '.'), name: `${path}: ${placeOf(finding)}` }
  const text = [
    `${severity}: ${message}`,
    `at ${path}:${finding.line}:${finding.column}`,
    ...explanationOf(finding, report),
  ].join('\n')
  if (silenced) {
    const details = element('skipped', { message: `ignored (${silenced.by}): ${silenced.reason}` })
    return { ...named, outcome: 'skipped', details }
  }
  return atLeast(severity, failOn)
    ? { ...named, outcome: 'failed', details: textElement('failure', { type: severity, message }, text) }
    : { ...named, outcome: 'passed', details: textElement('system-out', {}, text) }
}

/** What the identity says beside the rule and the file, which stand for themselves. */
function placeOf({ identity, rule, file }: Finding): string {
  return identity.replace(`${rule} ${file}`, '').trim() || 'the whole file'
}

function summaryOf(report: Report): string {
  return `${scopeOf([report])}: ${countsOf([report])}`
}
