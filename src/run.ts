import { check } from './engine/check.ts'
import { fixAll } from './engine/fix.ts'
import type { Setup } from './engine/setup.ts'
import type { Report } from './model/report.ts'
import type { ProjectSources } from './project/sources.ts'
import { removeAbandoned } from './project/temporary.ts'
import { filesOf } from './run/files.ts'
import { open } from './run/open.ts'
import type { RunOptions } from './run/options.ts'
import { changesOf, reportOf, textsOf } from './run/report-of.ts'
import { secondOpinionOn } from './run/second-opinion.ts'
import { setupOf } from './run/setup.ts'
import { write } from './run/write.ts'

export type { RunOptions } from './run/options.ts'

/** One project's report, and the folders below it that are projects of their own. */
export interface RunResult {
  readonly report: Report
  readonly nested: readonly string[]
}

/** Files → documents → views and workloads → plan × hosts → findings → silence → fixes → report. */
export async function run(options: RunOptions): Promise<RunResult> {
  const owns = options.ecosystems.flatMap(ecosystem => ecosystem.owns)
  const found = filesOf(options, owns)
  const { sources, reread } = await open(found, owns, options)
  const setup = setupOf(options, reread)
  const report = options.fix
    ? await fixProject(sources, setup, options)
    : reportOf(check(sources, setup), sources, setup, options)
  const leftovers = options.fix?.write ? removeAbandoned(options.root, found.leftovers) : found.leftovers
  const left = leftovers.map(
    path => `${path} was left by a run that was killed: --fix removes it after 10 minutes`,
  )
  return {
    report: { ...report, notes: [...found.notes, ...sources.notes, ...left, ...report.notes] },
    nested: found.nested,
  }
}

async function fixProject(sources: ProjectSources, setup: Setup, options: RunOptions): Promise<Report> {
  const fixed = await fixAll(sources, setup, {
    unsafe: options.fix?.unsafe ?? false,
    mayWrite: path => options.only?.has(path) ?? true,
    secondOpinion: secondOpinionOn,
  })
  const changes = changesOf(fixed, sources)
  const report = reportOf(fixed.checked, sources, setup, options)
  const outcome = { ...report, rejected: fixed.rejected, notes: [...report.notes, ...fixed.notes] }
  const refused = options.fix?.write
    ? await write(options.root, changes, options.fix.uninterrupted)
    : undefined
  if (!refused)
    return { ...outcome, applied: fixed.applied, changes, texts: textsOf(fixed.checked, fixed.sources) }
  // What was found before the fixes is what is still there.
  return {
    ...reportOf(check(sources, setup), sources, setup, options),
    failures: [`nothing was written: ${refused.refused}`],
  }
}
