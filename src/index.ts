import { resolve } from 'node:path'
import { rules } from '../rules/index.ts'
import type { Plan } from './model/plan.ts'
import type { Report } from './model/report.ts'
import type { AnyRule } from './model/rule.ts'
import { declaredPage, rulePage } from './rule-page.ts'
import type { CheckOptions } from './session/check-options.ts'
import { knownRule } from './session/select-rules.ts'
import { runSession } from './session/session.ts'

export { ecosystems, rules } from '../rules/index.ts'
export type { Advice } from './model/advice.ts'
export { type Bytes, formatGiB, GiB, KiB, MiB, parseBytes } from './model/bytes.ts'
export type { Comment, Comments, Document, Edit, Format, Op, Refusal, Span } from './model/document.ts'
export type { Ecosystem, EcosystemOptions, Owned, Sources } from './model/ecosystem.ts'
export type { FanOut, FanOutStart, FanOutTask } from './model/fan-out.ts'
export type { FileEdit, Finding, Location, Note, Problem, Silenced } from './model/finding.ts'
export {
  append,
  type FileOp,
  type Fix,
  type FixBase,
  insert,
  lift,
  type MoveOp,
  move,
  remove,
  rename,
  rewrite,
  type Safety,
  set,
  splice,
} from './model/fix.ts'
export { type Amount, type Evidence, type Footprint, footprint } from './model/footprint.ts'
export type { FootprintRow, FootprintTable } from './model/footprint-table.ts'
export type { Host, HostKind, Measured, Platform } from './model/host.ts'
export type { Job, Runner } from './model/job.ts'
export type { Budget, FanOutRow, HostPlan, Plan, PlanRow, RunnerPlan, TaskRow } from './model/plan.ts'
export type { Plugin } from './model/plugin.ts'
export type { Progress } from './model/progress.ts'
export type { Report, TextChange } from './model/report.ts'
export {
  type AnyRule,
  type Context,
  defineRule,
  type HostSizing,
  type NamedMachine,
  type ProductHostSizing,
  type ProductSizing,
  type Rule,
  type Sizing,
} from './model/rule.ts'
export { type Setting, setting } from './model/setting.ts'
export type { Confidence, Severity } from './model/severity.ts'
export type { ShellCommand, ShellScript, ShellVariable, ShellWord } from './model/shell.ts'
export { isTable, Literal, type Place, type Table, table, type Value } from './model/value.ts'
export type { Count, NumberInJob, Phase, Side, Workload } from './model/workload.ts'
export { ConfigError, type ConfigProblem } from './project/config/config-error.ts'
export type { CheckOptions, SessionProgress } from './session/check-options.ts'
export { UsageError } from './session/usage-error.ts'

/** What to fix and how. */
export interface FixOptions extends CheckOptions {
  /** Also fixes that may change results, debuggability or editor features. */
  readonly unsafe?: boolean
  /** Default: true. When false, `changes` of the report has the texts and nothing is written. */
  readonly write?: boolean
}

/**
 * Finds what exhausts memory. One report per project, those nested inside included; nothing is written.
 *
 * A report whose `failures` are not empty is not whole: memlint could not do its job there.
 *
 * @throws UsageError when the options ask for what cannot be done, such as a path, a host or a rule that is not there.
 * @throws ConfigError when a configuration cannot be used: every problem with its file and line.
 */
export async function check(options: CheckOptions = {}): Promise<readonly Report[]> {
  return (await runSession(requestOf(options))).reports
}

/**
 * Applies the fixes that can be proven, and writes the files unless `write` is false. `applied` of a report is what was
 * fixed, `rejected` what was rolled back and why, `findings` what is left.
 *
 * @throws UsageError and ConfigError, as `check` does. A file that changed on disk meanwhile is no error here: nothing is
 * written then, and the report's `failures` say so.
 */
export async function fix(options: FixOptions = {}): Promise<readonly Report[]> {
  const { unsafe = false, write = true, ...rest } = options
  return (await runSession({ ...requestOf(rest), fixes: { unsafe, write } })).reports
}

/**
 * What the projects start, against every host: one plan per project. Amounts are bytes; `Infinity` where nothing bounds them.
 *
 * @throws UsageError and ConfigError, as `check` does.
 */
export async function plan(options: CheckOptions = {}): Promise<readonly Plan[]> {
  const { reports } = await runSession({ ...requestOf(options), wholeProjects: true })
  return reports.map(report => report.plan)
}

/**
 * The page of a rule, in Markdown: by its id for memlint's own, from its declaration for any other.
 *
 * @throws UsageError when there is no rule of that id.
 */
export function explain(rule: string | AnyRule): string {
  if (typeof rule !== 'string') return declaredPage(rule)
  return rulePage(
    knownRule(
      rule,
      rules.map(({ id }) => id),
    ),
  )
}

function requestOf(options: CheckOptions) {
  return { ...options, cwd: resolve(options.cwd ?? '.') }
}
