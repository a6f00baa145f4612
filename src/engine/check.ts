import type { Document } from '../model/document.ts'
import { isRefusal } from '../model/document.ts'
import type { Sources } from '../model/ecosystem.ts'
import type { Finding, Problem } from '../model/finding.ts'
import type { Fix } from '../model/fix.ts'
import type { Plan } from '../model/plan.ts'
import type { AnyRule, Context } from '../model/rule.ts'
import type { Setting } from '../model/setting.ts'
import { makePlan } from '../plan/plan.ts'
import { productOf } from '../plan/product.ts'
import { namedMachines } from '../plan/runners.ts'
import { sizeInJob, sizeOf } from '../plan/size.ts'
import { applyFix, editsOf } from './apply.ts'
import { accept } from './baseline.ts'
import { judge } from './judge.ts'
import { locate } from './locate.ts'
import { disproof } from './prove.ts'
import type { Setup } from './setup.ts'
import { silence } from './silence.ts'
import { unreadable } from './unreadable.ts'

export interface Checked {
  /** In the order of files and lines, silenced ones included. */
  readonly findings: readonly Finding[]
  readonly plan: Plan
  /** What crashed: memlint's fault, never the repository's. */
  readonly failures: readonly string[]
}

/** Sources that know which of their files did not parse, and how they would look with other texts. */
export interface CheckableSources extends Sources {
  readonly errors: ReadonlyMap<string, Error>
  withTexts(texts: ReadonlyMap<string, string>): CheckableSources
}

/** Files to findings: views, plan, rules, silence. Pure. */
export function check(sources: CheckableSources, setup: Setup): Checked {
  const failures: string[] = []
  const views = readViews(sources, setup, failures)
  const plan = makePlan(
    views.flatMap(view => view.workloads),
    setup.plan,
    views.flatMap(view => view.fanOuts),
  )
  const context: Context = {
    plan,
    declared: setup.declared,
    size: (workload, written) => sizeOf(workload, plan, written),
    multiply: (fanOut, written) => productOf(fanOut, plan, written),
    sizeInJob: (workload, written) =>
      sizeInJob(workload, plan, written, workload.job ? namedMachines(workload.job, setup.plan) : []),
    machinesOf: job => namedMachines(job, setup.plan),
  }
  const found = views.flatMap(({ ecosystem, view }, done) => {
    setup.onProgress?.({ step: 'checking', done: done + 1, total: views.length })
    return setup.rules
      .filter(rule => rule.ecosystem.id === ecosystem.id)
      .flatMap(rule => findingsOf(rule, view, context, { sources, setup, failures }))
  })
  const all = accept(silence([...unreadable(sources.errors), ...distinct(found)], sources, setup), setup)
  return { findings: all.filter(finding => setup.isShown(finding)).sort(inOrder), plan, failures }
}

function readViews(sources: Sources, setup: Setup, failures: string[]) {
  return setup.ecosystems.flatMap(ecosystem => {
    try {
      const views = [...ecosystem.read(sources, setup.options)]
      return views.map(view => ({
        ecosystem,
        view,
        workloads: [...ecosystem.workloads(view)],
        fanOuts: [...(ecosystem.fanOuts?.(view) ?? [])],
      }))
    } catch (error) {
      failures.push(`the ${ecosystem.title} files could not be understood: ${describe(error)}`)
      return []
    }
  })
}

interface Run {
  readonly sources: Sources
  readonly setup: Setup
  readonly failures: string[]
}

function findingsOf(rule: AnyRule, view: unknown, context: Context, run: Run): Finding[] {
  try {
    return [...rule.check(view as never, context)].flatMap(problem => {
      const configured = run.setup.severityOf(rule.id, problem.at.document.path)
      return configured === 'off' ? [] : [findingOf(rule, problem, configured ?? rule.severity, context, run)]
    })
  } catch (error) {
    run.failures.push(`rule ${rule.id} crashed: ${describe(error)}`)
    return []
  }
}

function findingOf(
  rule: AnyRule,
  problem: Problem,
  ceiling: Finding['severity'],
  context: Context,
  { sources, setup }: Run,
): Finding {
  const { document } = problem.at
  const span = spanOf(problem.at)
  return {
    rule: rule.id,
    ...(rule.plugin !== undefined && { plugin: rule.plugin }),
    severity: judge(ceiling, problem.severity, problem.footprint),
    confidence: rule.confidence,
    ...locate(document, span),
    hosts: problem.hosts ?? context.plan.hosts.map(host => host.host.name),
    message: problem.message,
    because: problem.because ?? [],
    help: problem.help ?? '',
    related: (problem.related ?? []).map(note => ({
      ...locate(note.at.document, spanOf(note.at)),
      message: note.message,
    })),
    fix: problem.fix ? provenFix(problem.fix, sources, setup) : null,
    silenced: null,
    span,
    ownerLine: locate(document, document.keySpan(problem.at.at) ?? span).line,
    identity: `${rule.id} ${document.path} ${document.nameOf(problem.at.at)}`,
  }
}

/** A fix that cannot be performed as intended is one for a person: it says what stands in the way. */
function provenFix(fix: Fix, sources: Sources, setup: Setup): NonNullable<Finding['fix']> {
  if (fix.safety === 'manual') return { ...fix, edits: [] }
  const transaction = applyFix(fix, sources, setup.reread)
  const reason = isRefusal(transaction) ? transaction.refused : disproof(transaction)
  if (reason || isRefusal(transaction)) {
    return { title: fix.title, safety: 'manual', why: `memlint does not do it itself: ${reason}`, edits: [] }
  }
  return { ...fix, edits: editsOf(transaction) }
}

/** What a code frame marks: the piece that is meant, else the key with its value, as far as they share a line. */
function spanOf({ document, at, value, part, piece }: Setting<unknown>): Finding['span'] {
  const within = part === undefined ? undefined : document.spanWithin?.(at, part)
  if (within) return (piece && spanOfPiece(within, document, part ?? '', piece)) ?? within
  const key = document.keySpan(at)
  const span = document.span(at) ?? key
  if (!span)
    return value === undefined && at.length > 0
      ? spanOf({ document, at: at.slice(0, -1), value })
      : firstLine(document)
  if (!key || key.start >= span.start || /[\r\n]/.test(document.text.slice(key.start, span.start)))
    return span
  return /[\r\n]/.test(document.text.slice(span.start, span.end)) ? key : { start: key.start, end: span.end }
}

/** The same of several like it: what is written around it may be longer in the file, where lines are indented. */
function spanOfPiece(
  { start, end }: Finding['span'],
  { text }: Document,
  part: string,
  { text: piece, from }: NonNullable<Setting<unknown>['piece']>,
): Finding['span'] | undefined {
  let at = -1
  for (let like = part.indexOf(piece); like !== -1 && like <= from; like = part.indexOf(piece, like + 1))
    at = text.indexOf(piece, at === -1 ? start : at + 1)
  return at === -1 || at + piece.length > end ? undefined : { start: at, end: at + piece.length }
}

function firstLine(document: Document): Finding['span'] {
  const end = document.text.search(/[\r\n]/)
  return { start: 0, end: end < 0 ? document.text.length : end }
}

/**
 * What several views say alike of one place, such as a configuration that several workspaces read, is said once.
 * Several problems of one rule at one place get identities of their own.
 */
function distinct(findings: readonly Finding[]): Finding[] {
  const said = new Set<string>()
  const times = new Map<string, number>()
  return findings.flatMap(finding => {
    const { identity, span, message, fix } = finding
    const words = JSON.stringify([identity, span, message, fix?.title])
    if (said.has(words)) return []
    said.add(words)
    const count = (times.get(identity) ?? 0) + 1
    times.set(identity, count)
    return [count === 1 ? finding : { ...finding, identity: `${identity} #${count}` }]
  })
}

function inOrder(a: Finding, b: Finding): number {
  if (a.file !== b.file) return a.file < b.file ? -1 : 1
  return a.line - b.line || a.column - b.column || (a.rule < b.rule ? -1 : 1)
}

function describe(error: unknown): string {
  return error instanceof Error
    ? (error.stack ?? error.message).split('\n').slice(0, 3).join(' ')
    : String(error)
}
