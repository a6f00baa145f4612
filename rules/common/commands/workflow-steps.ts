import type { Document } from '../../../src/model/document.ts'
import type { Setting } from '../../../src/model/setting.ts'
import { isTable, type Place } from '../../../src/model/value.ts'
import { jobsIn } from '../github-workflows.ts'
import { withSteps } from '../paths.ts'
import { runsWith } from '../pipelines/conditions.ts'
import { githubRuns } from '../pipelines/github-runs.ts'
import { type JobRun, runnersOf } from '../pipelines/job-runs.ts'
import { type CommandFile, nameOf, type PlacedScript } from './places.ts'

export const workflowSteps: CommandFile = {
  path: /^\.github\/workflows\/[^/]+\.ya?ml$/,
  format: 'yaml',
  scriptsIn: document =>
    jobsIn(document).flatMap(({ scripts, name }) => {
      const runs = githubRuns(document, name)
      return scripts.map(written => ({
        written,
        when: `job ${name} of ${nameOf(document.path)}`,
        ...folderOf(document, written.at),
        kind: 'workflow',
        runs: runsIn(written, runs, document),
      }))
    }),
}

/** `working-directory` of the step, else of its job, else of the workflow. */
function folderOf(document: Document, run: Place): Pick<PlacedScript, 'folder' | 'startsElsewhere'> {
  const step = run.slice(0, -1)
  const job = run.slice(0, 2)
  const places = [step, [...job, 'defaults', 'run'], ['defaults', 'run']]
  const [written = ''] = places.flatMap(place => document.get([...place, 'working-directory']) ?? [])
  const folder = withSteps('', String(written))
  return folder === undefined ? { folder: '', startsElsewhere: true } : { folder }
}

/** A script that looks itself on which machine it is may do another thing on each of them. */
function runsIn(script: Setting<string>, runs: readonly JobRun[], document: Document): readonly JobRun[] {
  const step = document.get(script.at.slice(0, -1))
  const possible = runsWith(isTable(step) ? step.if : undefined, runs)
  return runnersOf(possible).length > 1 && LOOKS.test(script.value) ? [] : possible
}

const LOOKS = /RUNNER_OS|runner\.os|matrix\.(?:os|platform|runner)\b|OSTYPE|\buname\b/
