import type { ReportingConfiguration, ReportingDescriptor } from 'sarif'
import { rulePageUrl } from '../../model/links.ts'
import type { Report } from '../../model/report.ts'
import type { AnyRule } from '../../model/rule.ts'
import type { Severity } from '../../model/severity.ts'

/** Every rule there is, then what memlint says of its own account, which has no page. */
export function descriptorsOf(rules: readonly AnyRule[], reports: readonly Report[]): ReportingDescriptor[] {
  const known = new Set<string>(rules.map(rule => rule.id))
  const found = reports.flatMap(report => report.findings.map(finding => finding.rule))
  const own = [...new Set(found)].filter(id => !known.has(id)).sort()
  return [...rules.map(descriptorOf), ...own.map(ownDescriptor)]
}

/** Where each rule stands among the descriptors. */
export function indexOf(descriptors: readonly ReportingDescriptor[]): ReadonlyMap<string, number> {
  return new Map(descriptors.map(({ id }, index) => [id, index]))
}

export const LEVELS = { error: 'error', warning: 'warning', info: 'note' } as const satisfies Record<
  Severity,
  ReportingConfiguration.level
>

/** What code scanning sorts by, in its own words. */
const PROBLEM_SEVERITIES = {
  error: 'error',
  warning: 'warning',
  info: 'recommendation',
} as const satisfies Record<Severity, string>

function descriptorOf(rule: AnyRule): ReportingDescriptor {
  const page = rulePageUrl(rule.id, rule.plugin)
  return {
    id: rule.id,
    name: pascalCase(rule.id),
    shortDescription: { text: rule.summary },
    fullDescription: { text: beginningOf(rule.why) },
    help: helpOf(rule, page),
    ...(page && { helpUri: page }),
    defaultConfiguration: { level: LEVELS[rule.severity] },
    properties: {
      tags: ['memory', rule.ecosystem.id],
      precision: rule.confidence,
      'problem.severity': PROBLEM_SEVERITIES[rule.severity],
    },
  }
}

/** The first paragraph: code scanning takes 1,024 characters, and the help has all of it. */
function beginningOf(why: string): string {
  const [first = ''] = why.trim().split('\n\n')
  return first.length <= MOST ? first : `${first.slice(0, MOST - 1)}…`
}

const MOST = 1024

function helpOf({ id, summary, why, references }: AnyRule, page: string | undefined) {
  const text = [`${summary}.`, why.trim(), ...references, `memlint explain ${id}`]
  const markdown = [
    `**${summary}**`,
    why.trim(),
    references.map(reference => `- ${reference}`).join('\n'),
    ...(page ? [`[The rule’s page](${page}) has an example and its fix.`] : []),
  ]
  return { text: text.join('\n\n'), markdown: markdown.join('\n\n') }
}

function ownDescriptor(id: string): ReportingDescriptor {
  const text = OWN.get(id) ?? 'what memlint says of its own account; the message has it'
  return { id, name: pascalCase(id), shortDescription: { text }, fullDescription: { text }, help: { text } }
}

const OWN: ReadonlyMap<string, string> = new Map([
  ['memlint/unreadable', 'a file that says how much runs at once does not parse'],
  ['memlint/invalid-ignore', 'a memlint-ignore comment does not say which rule it silences, or why'],
  ['memlint/unused-ignore', 'a memlint-ignore comment silences nothing'],
])

/** `PytestWorkersExceedMemory`, as names of rules are written in SARIF. */
function pascalCase(id: string): string {
  return id
    .split(/[/-]/)
    .map(word => word.charAt(0).toUpperCase() + word.slice(1))
    .join('')
}
