import type { Finding } from './finding.ts'
import type { Plan } from './plan.ts'

/** What one project's run found. Everything a report format may print. */
export interface Report {
  /** The project's root, relative to the working directory, with forward slashes; `` when it is that. */
  readonly root: string
  /** The working directory relative to the root, where it is below it. */
  readonly below?: string
  /** Silenced ones included. After fixing: what is left. */
  readonly findings: readonly Finding[]
  readonly plan: Plan
  /** Texts of the files that findings point at, for code frames, and of those that their fixes change, for diffs. */
  readonly texts: ReadonlyMap<string, string>
  /** Files that were read for the plan, and rules that ran. */
  readonly files: number
  readonly rules: number
  /** What was fixed, and what was tried and rolled back. */
  readonly applied: readonly Finding[]
  readonly rejected: readonly { readonly finding: Finding; readonly reason: string }[]
  readonly changes: readonly TextChange[]
  /** What a reader should know about the run itself: how hosts were chosen, what was left out. */
  readonly notes: readonly string[]
  /** memlint could not do its job (a rule crashed, a write was refused): exit code 2. */
  readonly failures: readonly string[]
}

/** One file before and after the fixes; `before` is empty for a new file. */
export interface TextChange {
  readonly path: string
  readonly created: boolean
  /** A new file that is a program. */
  readonly executable?: boolean
  readonly before: string
  readonly after: string
}

/** A path as a report prints it: relative to the working directory. */
export function shownPath(report: Pick<Report, 'root' | 'below'>, path: string): string {
  if (report.below && path.startsWith(`${report.below}/`)) return path.slice(report.below.length + 1)
  return report.root === '' ? path : `${report.root}/${path}`
}

/** The hosts on which a finding holds and those on which it does not; undefined when it holds on all of them. */
export function hostsApart(
  report: Pick<Report, 'plan'>,
  finding: Finding,
): { readonly on: readonly string[]; readonly notOn: readonly string[] } | undefined {
  // What is wrong with a file or a comment is no matter of hosts.
  if (finding.hosts.length === 0) return undefined
  const names = report.plan.hosts.map(({ host }) => host.name)
  const notOn = names.filter(name => !finding.hosts.includes(name))
  // A job is not run on any of them.
  if (notOn.length === names.length) return undefined
  return notOn.length > 0 ? { on: finding.hosts, notOn } : undefined
}
