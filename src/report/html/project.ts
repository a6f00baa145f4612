import { machinesIn } from '../../model/plan.ts'
import type { Report } from '../../model/report.ts'
import { many } from '../summary.ts'
import { fixedList, noteList, silencedList } from './asides.ts'
import { type Content, type Html, html } from './escape.ts'
import { fanOutTable } from './fan-out-table.ts'
import { findingsSection } from './findings.ts'
import { byFile, type FileGroup } from './grouping.ts'
import { below, heading, type Level } from './heading.ts'
import { pathCode } from './path.ts'
import { planBars } from './plan-bars.ts'
import { workloadTable } from './workload-table.ts'

/** A part of a project's section, and how the contents call it. */
export interface Part {
  readonly id: string
  readonly title: string
  readonly body: Html
}

/** One project of the run. */
export interface Project {
  readonly id: string
  readonly title: string
  readonly parts: readonly Part[]
}

/** The projects of a page in their order, their findings numbered throughout. */
export function projectsOf(reports: readonly Report[]): readonly Project[] {
  const level: Level = reports.length > 1 ? 3 : 2
  let numbered = 0
  return reports.map((report, index) => {
    const groups = byFile(report, numbered)
    numbered += report.findings.filter(finding => !finding.silenced).length
    const id = `project-${index + 1}`
    return { id, title: report.root || '.', parts: partsOf(report, groups, id, level) }
  })
}

export function projectSection({ id, title, parts }: Project, alone: boolean): Html {
  if (alone) return html`${parts.map(part => partSection(part, 2))}`
  return html`<section class="project" aria-labelledby="${id}">${heading(2, pathCode(title), id)}
${parts.map(part => partSection(part, 3))}</section>`
}

function partSection({ id, title, body }: Part, level: Level): Html {
  return html`<section>${heading(level, title, id)}
${body}</section>
`
}

function partsOf(report: Report, groups: readonly FileGroup[], id: string, level: Level): readonly Part[] {
  const { plan, findings, notes, applied, rejected } = report
  const silenced = findings.filter(finding => finding.silenced)
  const open = findings.length - silenced.length
  const part = (name: string, title: string, body: Content): Part => ({
    id: `${id}-${name}`,
    title,
    body: html`${body}`,
  })
  return [
    part('plan', 'The memory plan', planBars(machinesIn(plan), below(level))),
    ...(plan.workloads.length > 0
      ? [part('workloads', 'What each workload contributes', workloadTable(report))]
      : []),
    ...(plan.hosts.some(({ fanOuts }) => fanOuts.length > 0)
      ? [part('fan-outs', 'What runs in several folders at once', fanOutTable(report))]
      : []),
    part(
      'findings',
      open > 0 ? many(open, 'finding') : 'No findings',
      open > 0 ? findingsSection(groups, report, below(level)) : html`<p>${nothingFound(report)}</p>`,
    ),
    ...(applied.length + rejected.length > 0 ? [part('fixed', 'What was fixed', fixedList(report))] : []),
    ...(silenced.length > 0
      ? [
          part(
            'silenced',
            `${silenced.length} silenced`,
            html`<details><summary>Show what is silenced, by what and why</summary>${silencedList(silenced, report)}</details>`,
          ),
        ]
      : []),
    ...(notes.length > 0 ? [part('notes', 'Notes', noteList(notes))] : []),
  ]
}

/** Never a bare "clean": what was looked at belongs to it. */
function nothingFound({ files, rules }: Report): string {
  if (files === 0) return 'There is no file here that memlint reads.'
  return `${many(rules, 'rule')} looked at ${many(files, 'file')} and found nothing.`
}
