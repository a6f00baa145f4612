import type { Plan } from './model/plan.ts'
import type { Report } from './model/report.ts'
import { rulePage } from './rule-page.ts'
import { type Request, runSession } from './session/session.ts'

export { ecosystems, rules } from '../rules/index.ts'
export type { Document, Edit, Op, Span } from './model/document.ts'
export type { Ecosystem, EcosystemOptions, Owned, Sources } from './model/ecosystem.ts'
export type { Finding, Problem } from './model/finding.ts'
export { append, type Fix, insert, lift, move, remove, rename, rewrite, set, splice } from './model/fix.ts'
export type { Host } from './model/host.ts'
export type { HostPlan, Plan, PlanRow } from './model/plan.ts'
export type { Report } from './model/report.ts'
export { type Context, defineRule, type Rule, type Sizing } from './model/rule.ts'
export { type Setting, setting } from './model/setting.ts'
export type { Count, Workload } from './model/workload.ts'
export type { Request } from './session/session.ts'

/** Finds what exhausts memory. One report per project; nothing is written. */
export async function check(request: Omit<Request, 'fixes'>): Promise<readonly Report[]> {
  return (await runSession(request)).reports
}

/** Applies the fixes that can be proven, and writes the files unless `write` is false. */
export async function fix(
  request: Omit<Request, 'fixes'> & { readonly unsafe?: boolean; readonly write?: boolean },
): Promise<readonly Report[]> {
  const { unsafe = false, write = true, ...rest } = request
  return (await runSession({ ...rest, fixes: { unsafe, write } })).reports
}

/** What the projects start, against every host. */
export async function plan(request: Omit<Request, 'fixes'>): Promise<readonly Plan[]> {
  return (await runSession({ ...request, wholeProjects: true })).reports.map(report => report.plan)
}

/** The page of a rule, in Markdown. */
export function explain(rule: string): string {
  return rulePage(rule)
}
