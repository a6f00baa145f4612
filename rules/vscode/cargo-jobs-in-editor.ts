import type { Problem } from '../../src/model/finding.ts'
import type { Context } from '../../src/model/rule.ts'
import { defineRule } from '../../src/model/rule.ts'
import type { Workload } from '../../src/model/workload.ts'
import { isCrowded } from '../common/default-count.ts'
import { explainFootprint } from '../common/explain-footprint.ts'
import vscode from './ecosystem.ts'
import { editorJobs, JOBS, type Jobs } from './view/editor-jobs.ts'
import { limitJobs, lowerJobs, writeAsString } from './view/editor-jobs-fix.ts'
import { effective } from './view/folders.ts'
import { arithmeticOf, growsWithCpus, overshoots, runOf } from './view/plan-rows.ts'
import { PREFIX } from './view/rust-analyzer.ts'

export default defineRule({
  id: 'vscode/cargo-jobs-in-editor',
  ecosystem: vscode,
  summary: 'each save makes rust-analyzer start a compiler per cpu',
  why: `On each save rust-analyzer runs \`cargo check\`, which starts a compiler per cpu like any other cargo, beside whatever
tests run in a terminal. \`CARGO_BUILD_JOBS\` in \`rust-analyzer.cargo.extraEnv\` limits it and leaves cargo in the terminal
alone. It has to be a string: rust-analyzer refuses an environment with a number in it (\`check.extraEnv\`
and \`cargo.extraEnv\` hold strings; only \`server.extraEnv\`, which the extension reads, takes numbers).
\`build.jobs\` in \`.cargo/config.toml\` limits both, and where it is set memlint counts with it.

A check compiles a part of what a build does, and links nothing. Where nobody wrote a number, memlint speaks only if not
even half of the compilers have room.`,
  severity: 'warning',
  confidence: 'medium',
  fixes: ['safe', 'unsafe', 'manual'],
  dependsOnHost: true,
  references: [
    'https://rust-analyzer.github.io/book/configuration.html',
    'https://github.com/rust-lang/rust-analyzer/blob/d2e55da/crates/rust-analyzer/src/config.rs',
    'https://doc.rust-lang.org/cargo/reference/config.html#buildjobs',
  ],
  *check(view, context) {
    const server = view.servers.find(({ id }) => id === 'rust-analyzer')
    const build = runOf(context.plan, 'cargo/jobs', view.folder)
    if (!server || effective(view, `${PREFIX}checkOnSave`)?.setting.value === false) return
    const { inForce, refused } = editorJobs(view)
    for (const refusal of refused) {
      const message = `${refusal.variable} is no string here: rust-analyzer refuses the whole environment, and the limit in it does nothing`
      yield { at: refusal.at, message, fix: writeAsString(refusal, build, context) }
    }
    if (inForce && build) yield* tooMany(inForce, build, context)
    if (inForce || refused.length > 0 || !build || !growsWithCpus(build.count.value)) return
    const sizing = context.size(build, 'cargo check')
    const over = sizing.over.filter(({ plan, row }) => plan.host.kind === 'workstation' && isCrowded(row))
    if (over.length === 0 || sizing.workload.footprint.basis === 'default') return
    yield {
      at: server.evidence,
      message: `on each save, ${over[0]?.arithmetic}`,
      because: [...over.slice(1).map(({ arithmetic }) => arithmetic), ...explainFootprint(sizing.workload)],
      hosts: over.map(({ plan }) => plan.host.name),
      footprint: sizing.workload.footprint,
      fix: limitJobs(view, sizing),
    }
  },
})

function* tooMany({ at, number }: Jobs, build: Workload, context: Context): Iterable<Problem> {
  // One compiler is the least there is.
  if (number === undefined || number === 1) return
  const over = overshoots(context.plan, build, () => number)
  const [worst, ...others] = over
  if (!worst) return
  yield {
    at,
    message: `on each save, cargo check may start ${arithmeticOf(worst, build)}`,
    because: [...others.map(each => arithmeticOf(each, build)), ...explainFootprint(build)],
    hosts: over.map(({ host }) => host),
    footprint: build.footprint,
    fix: lowerJobs(at, Math.max(1, worst.fits), context.size(build, JOBS), context),
  }
}
