import type { Setting } from '../../../src/model/setting.ts'
import { setting } from '../../../src/model/setting.ts'
import { isTable, type Value } from '../../../src/model/value.ts'
import { type EditorFolder, effective } from './folders.ts'
import { PREFIX } from './rust-analyzer.ts'
import type { Entry } from './settings.ts'

/** The number of compilers that rust-analyzer's own `cargo check` is told to start. */
export interface EditorJobs {
  readonly at: Setting<Value>
  /** Undefined where it is no number. */
  readonly jobs: number | undefined
  /** Whether rust-analyzer takes it. Its environments for cargo hold strings and nothing else. */
  readonly accepted: boolean
}

export const JOBS = 'CARGO_BUILD_JOBS'
/** Where it is meant to be: it reaches checks, build scripts and what finds the crates. */
export const CARGO_ENV = `${PREFIX}cargo.extraEnv`

/** What wins first: an environment for checks is laid over cargo's, and that over the server's. */
const ENVIRONMENTS = [`${PREFIX}check.extraEnv`, CARGO_ENV, `${PREFIX}server.extraEnv`]

export function editorJobs(view: Pick<EditorFolder, 'locations'>): EditorJobs | undefined {
  return ENVIRONMENTS.map(name => effective(view, name))
    .flatMap(entry => (entry ? jobsIn(entry) : []))
    .at(0)
}

function jobsIn({ name, setting: { value, document, at } }: Entry): readonly EditorJobs[] {
  const jobs = isTable(value) ? value[JOBS] : undefined
  if (jobs === undefined) return []
  const isNumber = typeof jobs === 'number' || (typeof jobs === 'string' && /^\d+$/.test(jobs))
  return [
    {
      at: setting(jobs, document, [...at, JOBS]),
      jobs: isNumber ? Number(jobs) : undefined,
      accepted: typeof jobs === 'string' || name.endsWith('server.extraEnv'),
    },
  ]
}
