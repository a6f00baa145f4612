import { isRefusal } from '../model/document.ts'
import type { Finding } from '../model/finding.ts'
import { applyFix, type Transaction } from './apply.ts'
import { type CheckableSources, type Checked, check } from './check.ts'
import { disproof } from './prove.ts'
import type { Setup } from './setup.ts'

export interface FixOptions {
  readonly unsafe: boolean
  /** Whether a file may be written; a fix that needs another one is shown and not applied. */
  mayWrite(path: string): boolean
  /** Another parser's opinion on a change, or undefined where it agrees; a note where it cannot judge. */
  secondOpinion(transaction: Transaction): Promise<Opinion>
}

export interface Opinion {
  readonly against?: string
  readonly note?: string
}

export interface Fixed {
  /** What is left after the fixes. */
  readonly checked: Checked
  readonly sources: CheckableSources
  readonly applied: readonly Finding[]
  /** Fixes that were rolled back, with the reason. */
  readonly rejected: readonly { readonly finding: Finding; readonly reason: string }[]
  readonly notes: readonly string[]
  /** Paths that now differ. */
  readonly changed: ReadonlySet<string>
}

/** More fixes than this in one run mean that rules undo each other's work. */
const CAP = 1000

/**
 * Applies one fix at a time, each on freshly parsed text, proves it, and looks again. Stops when nothing
 * is left to apply, when a state comes back (two fixes undo each other), or at the cap; all are reported.
 */
export async function fixAll(sources: CheckableSources, setup: Setup, options: FixOptions): Promise<Fixed> {
  const applied: Finding[] = []
  const rejected: { finding: Finding; reason: string }[] = []
  const notes = new Set<string>()
  const touched = new Set<string>()
  const states = new Set<string>([stateOf([], sources)])
  let current = { sources, checked: check(sources, setup) }
  for (;;) {
    const finding = current.checked.findings.find(candidate => isApplicable(candidate, rejected, options))
    if (!finding) break
    setup.onProgress?.({ step: 'fixing', done: applied.length })
    if (applied.length >= CAP) {
      notes.add(`stopped after ${CAP} fixes: please report that ${finding.rule} does not come to an end`)
      break
    }
    const attempt = await tryFix(finding, current, setup, options)
    if ('reason' in attempt) {
      rejected.push({ finding, reason: attempt.reason })
      continue
    }
    for (const note of attempt.notes) notes.add(note)
    const changed = changedBetween(sources, attempt.sources, [...touched, ...attempt.paths])
    const state = stateOf(changed, attempt.sources)
    if (states.has(state)) {
      rejected.push({
        finding,
        reason: `it undoes an earlier fix (${lastRule(applied)} and ${finding.rule} go in circles)`,
      })
      continue
    }
    states.add(state)
    for (const path of attempt.paths) touched.add(path)
    applied.push(finding)
    current = attempt
  }
  const changed = new Set(changedBetween(sources, current.sources, touched))
  return { ...current, applied, rejected, notes: [...notes], changed }
}

interface Attempt {
  readonly sources: CheckableSources
  readonly checked: Checked
  readonly paths: readonly string[]
  readonly notes: readonly string[]
}

async function tryFix(
  finding: Finding,
  current: { sources: CheckableSources; checked: Checked },
  setup: Setup,
  options: FixOptions,
): Promise<Attempt | { reason: string }> {
  if (!finding.fix) return { reason: 'there is no fix' }
  const transaction = applyFix(finding.fix, current.sources, setup.reread)
  if (isRefusal(transaction)) return { reason: transaction.refused }
  const failed = disproof(transaction)
  if (failed) return { reason: failed }
  const opinion = await options.secondOpinion(transaction)
  if (opinion.against) return { reason: opinion.against }
  const texts = new Map(transaction.changes.map(change => [change.path, change.after.text]))
  const sources = current.sources.withTexts(texts)
  const checked = check(sources, setup)
  const regression = regressionOf(finding, current.checked, checked)
  if (regression) return { reason: regression }
  return { sources, checked, paths: [...texts.keys()], notes: opinion.note ? [opinion.note] : [] }
}

/**
 * (e) The finding is gone, and no finding is new but those that the fix announces. Another finding that says the same of
 * another place is not new: what shows that an editor's server is in use, say, is now a setting that the fix wrote.
 */
function regressionOf(finding: Finding, before: Checked, after: Checked): string | undefined {
  const announced = finding.fix && 'remainder' in finding.fix ? (finding.fix.remainder ?? []) : []
  const known = countsOf(before.findings)
  const left = countsOf(after.findings)
  const target = placeOf(finding)
  if ((left.get(target) ?? 0) >= (known.get(target) ?? 0) && !announced.includes(finding.rule)) {
    return 'the finding would still be there'
  }
  const grew = (place: string) => (left.get(place) ?? 0) - (known.get(place) ?? 0)
  const gone = before.findings.filter(each => each !== finding && grew(placeOf(each)) < 0)
  const fresh = after.findings.find(
    each =>
      grew(placeOf(each)) > 0 &&
      !announced.includes(each.rule) &&
      !gone.some(old => old.rule === each.rule && old.message === each.message),
  )
  return fresh ? `it would cause another finding: ${fresh.rule} at ${fresh.file}:${fresh.line}` : undefined
}

/** The identity without the number that tells several findings at one place apart. */
function placeOf(finding: Finding): string {
  return finding.identity.replace(/ #\d+$/, '')
}

function countsOf(findings: readonly Finding[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  for (const finding of findings) counts.set(placeOf(finding), (counts.get(placeOf(finding)) ?? 0) + 1)
  return counts
}

function isApplicable(
  finding: Finding,
  rejected: readonly { finding: Finding }[],
  options: FixOptions,
): boolean {
  const { fix } = finding
  if (!fix || finding.silenced || fix.safety === 'manual') return false
  if (fix.safety === 'unsafe' && !options.unsafe) return false
  if (!fix.edits.every(edit => options.mayWrite(edit.file))) return false
  return !rejected.some(earlier => earlier.finding.identity === finding.identity)
}

/** Of some paths, those whose text is another one now, sorted. */
function changedBetween(
  before: CheckableSources,
  after: CheckableSources,
  paths: Iterable<string>,
): readonly string[] {
  return [...new Set(paths)].filter(path => before.text(path) !== after.text(path)).sort()
}

/** The same string for the same texts: only files that differ from the beginning are in it. */
function stateOf(changed: readonly string[], sources: CheckableSources): string {
  return JSON.stringify(changed.map(path => [path, sources.text(path)]))
}

function lastRule(applied: readonly Finding[]): string {
  return applied.at(-1)?.rule ?? 'an earlier fix'
}
