import type { Document } from '../../../src/model/document.ts'
import type { Sources } from '../../../src/model/ecosystem.ts'
import { type Setting, setting } from '../../../src/model/setting.ts'
import { isTable, type Table } from '../../../src/model/value.ts'
import { jobsIn, type WorkflowJob, workflowsIn } from '../../common/github-workflows.ts'
import { type RepositoryVariable, variablesIn } from '../../common/variables.ts'

/** Only workflows in which cargo is called are worth parsing. */
export const CALLS_CARGO = /\bcargo\b/

/** A step of a GitHub workflow in which cargo compiles incrementally, unless it knows better by itself. */
export interface CiBuild {
  /** The command in the step's script. */
  readonly command: Setting<string>
  /** The variables of the whole workflow; undefined where it has none. */
  readonly env: Setting<Table> | undefined
}

/** The first such step of each workflow at the root. Silent where anything else may have a say. */
export function ciBuilds(sources: Sources): readonly CiBuild[] {
  return workflowsIn(sources, CALLS_CARGO).flatMap(workflow => {
    const command = SPOKEN_FOR.test(workflow.text) ? undefined : firstBuild(workflow)
    const env = workflow.get(['env'])
    return command ? [{ command, env: isTable(env) ? setting(env, workflow, ['env']) : undefined }] : []
  })
}

/** Worth reading: what asks for it in a script. */
export const ASKS_IN_SCRIPT = /\bCARGO_INCREMENTAL=["']?1\b/

/**
 * Variables of workflows that ask for incremental compilation, of releases too, where no job that gets them has a cache.
 * cargo takes nothing but a 1 for yes (1.95).
 */
export function asksForIncremental(sources: Sources): readonly RepositoryVariable[] {
  return variablesIn(sources, /\bCARGO_INCREMENTAL\b/).filter(
    ({ name, value, kind, written: { document, at } }) => {
      if (name !== 'CARGO_INCREMENTAL' || value !== '1' || kind !== 'workflow') return false
      const all = jobsIn(document).filter(job => CALLS_CARGO.test(JSON.stringify(job.written)))
      const jobs = at[0] === 'jobs' ? jobsIn(document).filter(job => job.name === at[1]) : all
      return jobs.length > 0 && jobs.every(startsAnew) && !/RUSTC_WRAPPER|sccache/.test(document.text)
    },
  )
}

/** What sets the variable, or does without incremental compilation. */
const SPOKEN_FOR = /CARGO_INCREMENTAL|RUSTC_WRAPPER|sccache/

function firstBuild(workflow: Document): Setting<string> | undefined {
  for (const job of jobsIn(workflow)) {
    if (!startsAnew(job)) continue
    for (const script of job.scripts) {
      const part = buildIn(script.value)
      if (part !== undefined) return { ...script, part }
    }
  }
  return undefined
}

function startsAnew(job: WorkflowJob): boolean {
  return isThrownAway(job) && !job.uses.some(action => PREPARES_RUST.test(action))
}

/** Whether the job runs on a machine of GitHub's, or on one of a matrix of such, and in no image of its own. */
function isThrownAway({ written }: WorkflowJob): boolean {
  const runner = written['runs-on']
  return written.container === undefined && typeof runner === 'string' && HOSTED.test(runner)
}

const HOSTED = /^(ubuntu|windows|macos)-|^\$\{\{\s*matrix\./

/** Most actions that install Rust set CARGO_INCREMENTAL=0 for the steps after them; caches may bring builds back. */
const PREPARES_RUST = /rust|cargo|toolchain|cache|^\.\//i

/** A command that builds with the dev or test profile; releases are not compiled incrementally anyway. */
function buildIn(script: string): string | undefined {
  for (const line of script.split('\n')) {
    const command = /^\s*(cargo (?:build|check|clippy|test)\b[^&|;#]*)/.exec(line)?.[1]?.trim()
    if (command && !/\s(--release|-r|--profile)\b/.test(command)) return command
  }
  return undefined
}
