import type { Setting } from '../../../src/model/setting.ts'
import { setting } from '../../../src/model/setting.ts'
import { isTable, type Value } from '../../../src/model/value.ts'
import { type EditorFolder, effective } from './folders.ts'
import { PREFIX } from './rust-analyzer.ts'
import type { Entry } from './settings.ts'

/** What rust-analyzer's own `cargo check` is told of the number of compilers to start. */
export interface EditorJobs {
  /** What it follows; undefined where no environment that rust-analyzer takes says anything. */
  readonly inForce?: Jobs
  /** Why an environment that names a number is not taken. */
  readonly refused: readonly Refusal[]
}

/** A number of compilers; undefined where it is none: `default`, or null, which takes the variable away. */
export interface Jobs {
  readonly at: Setting<Value>
  readonly number: number | undefined
}

/** A value that is neither a string nor null: rust-analyzer drops every variable of that environment. */
export interface Refusal {
  readonly variable: string
  readonly at: Setting<Value>
}

export const JOBS = 'CARGO_BUILD_JOBS'
/** Where it is meant to be: it reaches checks, build scripts and what finds the crates. */
export const CARGO_ENV = `${PREFIX}cargo.extraEnv`

/**
 * What wins first (config.rs and toolchain/src/lib.rs of rust-analyzer, August 2026): an environment for checks is
 * laid over cargo's, and that over the server's own, which the extension makes and in which it takes numbers too.
 */
const ENVIRONMENTS = [
  { name: `${PREFIX}check.extraEnv`, strings: true },
  { name: CARGO_ENV, strings: true },
  { name: `${PREFIX}server.extraEnv`, strings: false },
]

export function editorJobs(view: Pick<EditorFolder, 'locations'>): EditorJobs {
  const environments = ENVIRONMENTS.flatMap(({ name, strings }) => {
    const entry = effective(view, name)
    const jobs = entry && jobsIn(entry)
    return jobs ? [{ jobs, refused: strings ? refusalsIn(entry) : [] }] : []
  })
  const inForce = environments.find(({ refused }) => refused.length === 0)?.jobs
  return { ...(inForce && { inForce }), refused: environments.flatMap(({ refused }) => refused) }
}

function jobsIn({ setting: { value, document, at } }: Entry): Jobs | undefined {
  const jobs = isTable(value) ? value[JOBS] : undefined
  if (jobs === undefined) return undefined
  return { at: setting(jobs, document, [...at, JOBS]), number: numberOf(jobs) }
}

function refusalsIn({ setting: { value, document, at } }: Entry): readonly Refusal[] {
  return Object.entries(isTable(value) ? value : {})
    .filter(([, each]) => typeof each !== 'string' && each !== null)
    .map(([variable, each]) => ({ variable, at: setting(each, document, [...at, variable]) }))
}

function numberOf(jobs: Value): number | undefined {
  return /^[1-9]\d*$/.test(String(jobs)) ? Number(jobs) : undefined
}
