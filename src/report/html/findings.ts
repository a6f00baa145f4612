import { type Report, shownPath } from '../../model/report.ts'
import { linesOf } from '../frame.ts'
import { type Html, html } from './escape.ts'
import { findingArticle } from './finding.ts'
import type { FileGroup } from './grouping.ts'
import { below, heading, type Level } from './heading.ts'
import { pathCode } from './path.ts'
import { severityCounts } from './severity.ts'

/** More findings than this are listed without code and diff, so that the page stays small. */
const IN_FULL_AT_MOST = 500

/** Every finding that counts, under the name of its file. */
export function findingsSection(groups: readonly FileGroup[], report: Report, level: Level): Html {
  const last = groups.at(-1)?.findings.at(-1)?.number ?? 0
  return html`${
    last > IN_FULL_AT_MOST &&
    html`<p class="aside">Code and diffs are shown for the first ${IN_FULL_AT_MOST} findings of this page, the worst files first; <code>memlint --diff</code> shows every change.</p>`
  }${groups.length > 1 && fileIndex(groups, report)}${groups.map(group => fileSection(group, report, level))}`
}

function fileIndex(groups: readonly FileGroup[], report: Report): Html {
  return html`<ul class="files">${groups.map(
    ({ file, findings }) =>
      html`<li><a href="#${anchorOf(findings)}">${pathCode(shownPath(report, file))}</a> ${severityCounts(findings.map(each => each.finding))}</li>`,
  )}</ul>`
}

function fileSection({ file, findings }: FileGroup, report: Report, level: Level): Html {
  const text = report.texts.get(file)
  const lines = text === undefined ? undefined : linesOf(text)
  const id = anchorOf(findings)
  const all = findings.map(each => each.finding)
  return html`<section class="file">
${heading(level, html`${pathCode(shownPath(report, file))} ${severityCounts(all)}`, id)}
${findings.map(numbered =>
  findingArticle(numbered, {
    report,
    lines,
    inFull: numbered.number <= IN_FULL_AT_MOST,
    level: below(level),
  }),
)}
</section>`
}

/** File names hold characters that an address may not: a file is called by its first finding. */
function anchorOf(findings: FileGroup['findings']): string {
  return `file-of-${findings[0]?.number}`
}
