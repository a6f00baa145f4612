import { HOMEPAGE } from '../model/links.ts'
import type { Report } from '../model/report.ts'
import type { About } from './about.ts'
import { inline } from './markdown/escape.ts'
import { findingBlocks, fixBlocks } from './markdown/findings.ts'
import { type Block, type Fitted, fitted } from './markdown/fitted.ts'
import { planBlocks, verdicts } from './markdown/plans.ts'
import { countsOf, many, scopeOf } from './summary.ts'

/** GitHub refuses a job summary of more than 1 MiB, and whoever pastes this may add to it. In bytes. */
const LIMIT = 1_000_000

/**
 * For an issue, a pull request or the summary of a job: the verdict for each host, the plan, the findings by file with
 * the diffs of their fixes, and what was looked at. Says what was left out where it would grow too large.
 */
export function markdownReport(reports: readonly Report[], { version }: About, limit = LIMIT): string {
  const head = [`## memlint${colon(verdicts(reports))}`, `**${inline(countsOf(reports))}**`]
  const foot = [
    '---',
    `${inline(scopeOf(reports))}. Made by [memlint](${HOMEPAGE}) ${version}; \`memlint explain RULE\` prints the page of a rule.`,
  ]
  const room = limit - Buffer.byteLength([...head, ...foot].join('\n\n')) - ROOM_FOR_WHAT_IS_LEFT
  const { text, left } = fitted(blocksOf(reports), room)
  return `${[...head, text, leftOut(left), ...foot].filter(part => part !== '').join('\n\n')}\n`
}

const ROOM_FOR_WHAT_IS_LEFT = 300

function blocksOf(reports: readonly Report[]): Block[] {
  const failures = reports.flatMap(report => report.failures)
  const notes = reports.flatMap(report => report.notes)
  return [
    ...failures.map(
      (failure): Block => ({ what: 'note', forms: [`> [!CAUTION]\n> memlint failed: ${inline(failure)}`] }),
    ),
    ...planBlocks(reports),
    ...findingBlocks(reports),
    ...fixBlocks(reports),
    ...notes.map((note): Block => ({ what: 'note', heading: '### Notes', forms: [`- ${inline(note)}`] })),
  ]
}

function leftOut(left: Fitted['left']): string {
  if (left.size === 0) return ''
  const counts = [...left].map(([what, count]) => many(count, what))
  return `Left out, since this would be too large for GitHub: ${counts.join(', ')}. \`memlint --format json\` has everything.`
}

function colon(text: string): string {
  return text === '' ? '' : `: ${text}`
}
