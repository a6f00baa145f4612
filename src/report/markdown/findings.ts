import type { Finding } from '../../model/finding.ts'
import { rulePageUrl } from '../../model/links.ts'
import { hostsApart, type Report, shownPath } from '../../model/report.ts'
import type { Severity } from '../../model/severity.ts'
import { howToApply, whatItDoes } from '../explanation.ts'
import { fixDiff } from '../fix-diff.ts'
import { code, fenced, htmlCode, inline } from './escape.ts'
import type { Block } from './fitted.ts'

/** File by file, those with the worst findings first; each with the diff of its fix, or without where room is short. */
export function findingBlocks(reports: readonly Report[]): Block[] {
  const open = reports.flatMap(report =>
    report.findings
      .filter(finding => !finding.silenced)
      .map(finding => ({ finding, report, path: shownPath(report, finding.file) })),
  )
  const worst = new Map<string, number>()
  for (const { finding, path } of open)
    worst.set(path, Math.min(worst.get(path) ?? RANK.info, RANK[finding.severity]))
  return open
    .toSorted((a, b) => (worst.get(a.path) ?? 0) - (worst.get(b.path) ?? 0))
    .map(({ finding, report, path }) => {
      const text = findingOf(finding, report)
      const diffs = diffsOf(finding, report)
      const forms = diffs === '' ? [text] : [`${text}\n\n${diffs}`, text]
      return { what: 'finding', heading: `### ${code(path)}`, forms }
    })
}

const RANK = { error: 0, warning: 1, info: 2 } as const satisfies Record<Severity, number>

/** What was fixed, and what was tried and rolled back. */
export function fixBlocks(reports: readonly Report[]): Block[] {
  const fixed = reports.flatMap(report =>
    report.applied.map(finding => `${placeOf(finding, report)}: ${inline(finding.fix?.title ?? '')}`),
  )
  const kept = reports.flatMap(report =>
    report.rejected.map(({ finding, reason }) => `${placeOf(finding, report)}: ${inline(reason)}`),
  )
  const list = (heading: string, lines: readonly string[]): Block[] =>
    lines.map(line => ({ what: 'fix', heading, forms: [`- ${line}`] }))
  return [...list('### Fixed', fixed), ...list('### Not fixed', kept)]
}

function findingOf(finding: Finding, report: Report): string {
  const { severity, line, message, because, fix, help, related } = finding
  const apart = hostsApart(report, finding)
  const machines = apart ? ` on ${apart.on.map(code).join(', ')}` : ''
  return [
    `**${severity}** ${ruleOf(finding)} in line ${line}${machines}: ${inline(message)}`,
    '',
    ...related.map(note => `- ${placeIn(note, report)}: ${inline(note.message)}`),
    ...because.map(each => `- because ${inline(each)}`),
    ...(fix ? [`- fix (${howToApply(fix)}): ${inline(whatItDoes(fix))}`] : []),
    ...(help ? [`- help: ${inline(help)}`] : []),
  ]
    .join('\n')
    .trimEnd()
}

function diffsOf(finding: Finding, report: Report): string {
  return fixDiff(finding, report)
    .map(
      ({ file, patch }) =>
        `<details><summary>the fix in ${htmlCode(file)}</summary>\n\n${fenced('diff', patch)}\n\n</details>`,
    )
    .join('\n\n')
}

function placeOf(finding: Finding, report: Report): string {
  return `${placeIn(finding, report)} ${ruleOf(finding)}`
}

function placeIn({ file, line }: { file: string; line: number }, report: Report): string {
  return code(`${shownPath(report, file)}:${line}`)
}

function ruleOf({ rule, plugin }: Finding): string {
  const page = rulePageUrl(rule, plugin)
  return page ? `[${code(rule)}](${page})` : code(rule)
}
