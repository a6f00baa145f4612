import { type HostPlan, machinesIn } from '../../model/plan.ts'
import type { Report } from '../../model/report.ts'
import { countsOf, scopeOf } from '../summary.ts'
import { type Html, html } from './escape.ts'
import { pathCode } from './path.ts'
import { restsOnGuess, verdictOf } from './sentences.ts'

/** The verdict in a sentence, then for each machine with its figures, then what was looked at. */
export function headline(reports: readonly Report[]): Html {
  const failures = reports.flatMap(report => report.failures)
  return html`<h1>${titleOf(reports)}</h1>
${failures.length > 0 && failureSection(failures)}
${verdicts(reports)}
<p class="scope">${scopeOf(reports)}: <b>${countsOf(reports)}</b></p>`
}

/** Of more verdicts than this, those that are fine are folded away. */
const VERDICTS_AT_MOST = 12

function verdicts(reports: readonly Report[]): Html {
  const several = reports.length > 1
  const lines = reports.flatMap(report =>
    machinesIn(report.plan).map(plan => ({
      fits: plan.verdict === 'fits',
      line: verdictLine(plan, several ? report.root || '.' : undefined),
    })),
  )
  const fold = lines.length > VERDICTS_AT_MOST
  const folded = lines.filter(({ fits }) => fold && fits)
  return html`<ul class="verdicts">${lines.filter(({ fits }) => !(fold && fits)).map(({ line }) => line)}</ul>${
    folded.length > 0 &&
    html`<details><summary>${folded.length} that fit</summary><ul class="verdicts">${folded.map(({ line }) => line)}</ul></details>`
  }`
}

/** `Too much for laptop; fits github-ubuntu` */
export function titleOf(reports: readonly Report[]): string {
  const plans = reports.flatMap(report => machinesIn(report.plan))
  if (reports.some(report => report.failures.length > 0)) return 'memlint could not do all of its job'
  if (plans.every(plan => plan.rows.length === 0)) return 'Nothing here starts processes that memlint knows'
  const exceeding = plans.filter(plan => plan.verdict === 'exceeds')
  const over = namesOf(exceeding.filter(plan => !restsOnGuess(plan)))
  const perhaps = namesOf(exceeding).filter(name => !over.includes(name))
  const fine = namesOf(plans).filter(name => !over.includes(name) && !perhaps.includes(name))
  const title = [
    ...(over.length > 0 ? [`too much for ${listed(over)}`] : []),
    ...(perhaps.length > 0 ? [`perhaps too much for ${listed(perhaps)}`] : []),
    ...(fine.length > 0 ? [`fits ${listed(fine)}`] : []),
  ].join('; ')
  return title.charAt(0).toUpperCase() + title.slice(1)
}

function namesOf(plans: readonly HostPlan[]): readonly string[] {
  return [...new Set(plans.map(plan => plan.host.name))]
}

function signOf({ rows, verdict }: HostPlan): Html {
  if (rows.length === 0) return html`&middot;`
  return verdict === 'exceeds' ? html`&cross;` : html`&check;`
}

/** More names than this are not read. */
const NAMES_AT_MOST = 3

function listed(names: readonly string[]): string {
  if (names.length > NAMES_AT_MOST) return `${names.length} hosts`
  const [last = '', ...others] = names.toReversed()
  return others.length > 0 ? `${others.toReversed().join(', ')} and ${last}` : last
}

function verdictLine(plan: HostPlan, project: string | undefined): Html {
  const sign = html`<span class="sign" aria-hidden="true">${signOf(plan)}</span>`
  const where = project !== undefined && html`${pathCode(project)}: `
  const guess = restsOnGuess(plan) && html` <span class="guess">&asymp; rests on a guess</span>`
  return html`<li class="${plan.verdict}">${sign}${where}${verdictOf(plan)}${guess}</li>`
}

function failureSection(failures: readonly string[]): Html {
  return html`<section class="failures" aria-labelledby="failures"><h2 id="failures">memlint failed: what is below is not complete</h2>
<ul>${failures.map(failure => html`<li>${failure}</li>`)}</ul></section>`
}
