import type { Problem } from '../../src/model/finding.ts'
import { type Fix, insert, set } from '../../src/model/fix.ts'
import type { Sizing } from '../../src/model/rule.ts'
import { defineRule } from '../../src/model/rule.ts'
import { setting } from '../../src/model/setting.ts'
import { table } from '../../src/model/value.ts'
import vscode from './ecosystem.ts'
import { write } from './view/address.ts'
import { CARGO_ENV, type EditorJobs, editorJobs, JOBS } from './view/editor-jobs.ts'
import { type EditorFolder, effective } from './view/folders.ts'
import { growsWithCpus, runOf } from './view/plan-rows.ts'
import { PREFIX } from './view/rust-analyzer.ts'

export default defineRule({
  id: 'vscode/cargo-jobs-in-editor',
  ecosystem: vscode,
  summary: 'Each save makes rust-analyzer start a compiler per cpu',
  why: `On each save rust-analyzer runs \`cargo check\`, which starts a compiler per cpu like any other cargo, beside whatever
tests run in a terminal. \`CARGO_BUILD_JOBS\` in \`rust-analyzer.cargo.extraEnv\` limits it and leaves cargo in the terminal
alone. It has to be a string: rust-analyzer refuses an environment with a number in it (\`check.extraEnv\`
and \`cargo.extraEnv\` hold strings; only \`server.extraEnv\`, which the extension reads, takes numbers). \`build.jobs\` in
\`.cargo/config.toml\` limits both, and where it is set memlint counts with it.`,
  severity: 'warning',
  confidence: 'medium',
  fixes: ['unsafe', 'manual'],
  dependsOnHost: true,
  references: [
    'https://rust-analyzer.github.io/book/configuration.html',
    'https://doc.rust-lang.org/cargo/reference/config.html#buildjobs',
  ],
  *check(view, context) {
    const server = view.servers.find(({ id }) => id === 'rust-analyzer')
    const build = runOf(context.plan, 'cargo/jobs', view.folder)
    if (!server || effective(view, `${PREFIX}checkOnSave`)?.setting.value === false) return
    const written = editorJobs(view)
    if (written && !written.accepted) yield refused(written)
    if (written || !build || !growsWithCpus(build.count.value)) return
    const sizing = context.size(build, 'cargo check')
    const over = sizing.over.filter(({ plan }) => plan.host.kind === 'workstation')
    if (over.length === 0) return
    yield {
      at: server.evidence,
      message: `on each save, ${over[0]?.arithmetic}.`,
      because: [
        ...over.slice(1).map(({ arithmetic }) => arithmetic),
        ...sizing.workload.footprint.amounts.map(({ what, source }) => `${what}: ${source}`),
      ],
      hosts: over.map(({ plan }) => plan.host.name),
      footprint: sizing.workload.footprint,
      fix: limit(view, sizing),
    }
  },
})

function limit(view: EditorFolder, { advice }: Sizing): Fix {
  const entry = effective(view, CARGO_ENV)
  const [location] = view.locations
  const jobs = 'value' in advice ? String(advice.value) : '1'
  const title = `set ${JOBS} to "${jobs}" in ${CARGO_ENV}`
  const why = 'a machine with fewer cpus would start more than now, and errors show up later after a save'
  if (!location)
    return { title, safety: 'manual', why: `the folder has no settings file to put it in; ${why}` }
  const op = entry
    ? insert(setting(undefined, entry.setting.document, [...entry.setting.at, JOBS]), jobs)
    : write(location, CARGO_ENV, table([[JOBS, jobs]]))
  return { title, safety: 'unsafe', why, ops: [op] }
}

function refused({ at, jobs }: EditorJobs): Problem {
  const title = `write it as a string: "${jobs}"`
  const why = 'the limit comes into force, and so does what else is in that environment'
  return {
    at,
    message: `${JOBS} is no string here: rust-analyzer refuses the whole environment, and nothing is limited.`,
    fix:
      jobs === undefined
        ? {
            title: 'write the number of jobs as a string',
            safety: 'manual',
            why: 'which number is meant is a guess',
          }
        : { title, safety: 'unsafe', why, ops: [set(at, String(jobs))] },
  }
}
