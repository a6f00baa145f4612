import type { Finding } from '../../model/finding.ts'
import type { Report } from '../../model/report.ts'
import { type Html, html } from './escape.ts'
import { place, ruleLink } from './finding.ts'
import { pathCode } from './path.ts'
import { severityLabel } from './severity.ts'

const BY = {
  comment: 'a comment',
  config: 'the configuration',
  baseline: 'the baseline',
} as const satisfies Record<NonNullable<Finding['silenced']>['by'], string>

/** What somebody decided not to hear of, and why. */
export function silencedList(silenced: readonly Finding[], report: Report): Html {
  return html`<ul class="silenced">${silenced.map(
    finding => html`<li>${severityLabel(finding.severity)} ${pathCode(place(finding, report))} ${ruleLink(finding)}: ${finding.message}
<p>silenced by ${finding.silenced && BY[finding.silenced.by]}: ${finding.silenced?.reason}</p></li>`,
  )}</ul>`
}

/** What --fix did, and what it tried and took back. */
export function fixedList(report: Report): Html {
  const { applied, rejected } = report
  return html`<ul class="fixed">${applied.map(
    finding =>
      html`<li><b>fixed</b> ${pathCode(place(finding, report))} ${ruleLink(finding)}: ${finding.fix?.title}</li>`,
  )}${rejected.map(
    ({ finding, reason }) =>
      html`<li><b>not fixed</b> ${pathCode(place(finding, report))} ${ruleLink(finding)}: ${reason}</li>`,
  )}</ul>`
}

export function noteList(notes: readonly string[]): Html {
  return html`<ul class="notes">${notes.map(note => html`<li>${note}</li>`)}</ul>`
}
