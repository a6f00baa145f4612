import type { Finding, Location } from '../../model/finding.ts'
import { rulePageUrl } from '../../model/links.ts'
import { type Report, shownPath } from '../../model/report.ts'
import { codeFrame } from './code-frame.ts'
import { type Html, html } from './escape.ts'
import { remedy } from './fix.ts'
import type { Numbered } from './grouping.ts'
import { heading, type Level } from './heading.ts'
import { pathCode } from './path.ts'
import { severityLabel } from './severity.ts'

export interface FindingOptions {
  readonly report: Report
  /** Those of its file; undefined where its text is not there. */
  readonly lines: readonly string[] | undefined
  /** With its code and the diff of its fix. */
  readonly inFull: boolean
  readonly level: Level
}

/** What is wrong and what it rests on, beside what to do. */
export function findingArticle({ finding, number }: Numbered, options: FindingOptions): Html {
  const { report, lines, inFull, level } = options
  const id = `finding-${number}`
  return html`<article class="finding ${finding.severity}" id="${id}" aria-labelledby="${id}-title">
${heading(level, html`${severityLabel(finding.severity)} ${finding.message}`, `${id}-title`)}
<p class="meta">${ruleLink(finding)} <span>line ${finding.line}, column ${finding.column}</span> ${
    finding.hosts.length > 0 && html`<span>on ${finding.hosts.join(', ')}</span>`
  } <span>confidence ${finding.confidence}</span> <a class="anchor" href="#${id}" aria-label="Link to finding ${number}">#${number}</a></p>
<div class="sides"><div class="problem">${inFull && lines && codeFrame(lines, finding)}${because(finding)}${related(finding, report)}</div>
${remedy(finding, report, inFull)}</div>
</article>`
}

/** What has no page is named all the same. */
export function ruleLink({ rule, plugin }: Pick<Finding, 'rule' | 'plugin'>): Html {
  const url = rulePageUrl(rule, plugin)
  return url === undefined
    ? html`<span class="rule">${rule}</span>`
    : html`<a class="rule" href="${url}" rel="noreferrer">${rule}</a>`
}

export function place(at: Pick<Location, 'file' | 'line' | 'column'>, report: Report): string {
  return `${shownPath(report, at.file)}:${at.line}:${at.column}`
}

function because({ because }: Finding): Html | false {
  return (
    because.length > 0 &&
    html`<ul class="because">${because.map(line => html`<li><span>because</span> ${line}</li>`)}</ul>`
  )
}

function related({ related }: Finding, report: Report): Html | false {
  return (
    related.length > 0 &&
    html`<ul class="related">${related.map(note => html`<li>${pathCode(place(note, report))} ${note.message}</li>`)}</ul>`
  )
}
