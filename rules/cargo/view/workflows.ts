import type { Document } from '../../../src/model/document.ts'
import type { Sources } from '../../../src/model/ecosystem.ts'
import { type Setting, setting } from '../../../src/model/setting.ts'
import { isTable, type Table, type Value } from '../../../src/model/value.ts'

export const WORKFLOW = /^\.github\/workflows\/[^/]+\.ya?ml$/
/** Only workflows in which cargo is called are worth parsing. */
export const CALLS_CARGO = /\bcargo\b/

/** A step of a GitHub workflow in which cargo compiles incrementally, unless it knows better by itself. */
export interface CiBuild {
  /** The command in the step's script. */
  readonly command: Setting<Value>
  /** The variables of the whole workflow; undefined where it has none. */
  readonly env: Setting<Table> | undefined
}

/** The first such step of each workflow at the root. Silent where anything else may have a say. */
export function ciBuilds(sources: Sources): readonly CiBuild[] {
  return sources.matching(WORKFLOW).flatMap(path => {
    const document = CALLS_CARGO.test(sources.text(path) ?? '') ? sources.document(path) : undefined
    if (!document || SPOKEN_FOR.test(document.text)) return []
    const command = firstBuild(document)
    const env = document.get(['env'])
    return command ? [{ command, env: isTable(env) ? setting(env, document, ['env']) : undefined }] : []
  })
}

/** What sets the variable, or does without incremental compilation. */
const SPOKEN_FOR = /CARGO_INCREMENTAL|RUSTC_WRAPPER|sccache/

function firstBuild(document: Document): Setting<Value> | undefined {
  const jobs = document.get(['jobs'])
  for (const [name, job] of Object.entries(isTable(jobs) ? jobs : {})) {
    const steps = isTable(job) && Array.isArray(job.steps) ? job.steps : []
    if (!isTable(job) || !isThrownAway(job) || steps.some(mayPrepareRust)) continue
    for (const [index, step] of steps.entries()) {
      const run = isTable(step) ? step.run : undefined
      const build = typeof run === 'string' ? buildIn(run) : undefined
      if (run !== undefined && build !== undefined)
        return { ...setting(run, document, ['jobs', name, 'steps', index, 'run']), part: build }
    }
  }
  return undefined
}

/** Whether the job runs on a machine of GitHub's, or on one of a matrix of such, and in no image of its own. */
function isThrownAway(job: Table): boolean {
  const runner = job['runs-on']
  return job.container === undefined && typeof runner === 'string' && HOSTED.test(runner)
}

const HOSTED = /^(ubuntu|windows|macos)-|^\$\{\{\s*matrix\./

/** Most actions that install Rust set CARGO_INCREMENTAL=0 for the steps after them; caches may bring builds back. */
function mayPrepareRust(step: Value): boolean {
  const uses = isTable(step) ? step.uses : undefined
  return typeof uses === 'string' && /rust|cargo|toolchain|cache|^\.\//i.test(uses)
}

/** A command that builds with the dev or test profile; releases are not compiled incrementally anyway. */
function buildIn(script: string): string | undefined {
  for (const line of script.split('\n')) {
    const command = /^\s*(cargo (?:build|check|clippy|test)\b[^&|;#]*)/.exec(line)?.[1]?.trim()
    if (command && !/\s(--release|-r|--profile)\b/.test(command)) return command
  }
  return undefined
}
