import { type Branch, branchOn } from '../../../src/model/choice.ts'
import type { Document } from '../../../src/model/document.ts'
import { type Setting, setting } from '../../../src/model/setting.ts'
import { Literal } from '../../../src/model/value.ts'
import type { Count, Side } from '../../../src/model/workload.ts'
import type { FixedCount } from '../../common/fixed-count.ts'
import type { ConfigFile } from './config-files.ts'

/** How many workers mocha starts where files run in parallel. */
export interface Jobs extends FixedCount {
  /** What asks for workers: the number, or where there is none, what makes files run in parallel. */
  readonly asked: Setting<unknown>
  readonly count: Setting<Count>
  /** For messages. */
  readonly written: string
}

/** Whether files run in parallel; a Literal where that cannot be told. */
export function isParallel(config: readonly ConfigFile[], side: Side): boolean | Literal {
  const value = optionOf(config, 'parallel', side)?.value
  return value instanceof Literal ? value : value === true
}

/** What the configuration says. Undefined where that cannot be told, and where one job is left: mocha makes it a run in turn. */
export function jobsOf(config: readonly ConfigFile[], side: Side, unset: Jobs | undefined): Jobs | undefined {
  const found = optionOf(config, 'jobs', side)
  if (!found) return unset
  const { document, at, value } = found
  if (typeof value !== 'number' || value < 2) return undefined
  const set = setting(value, document, at)
  const count: Count = { kind: 'fixed', processes: value }
  return {
    set,
    asked: set,
    key: 'jobs',
    number: value,
    count: { ...set, value: count },
    written: `jobs: ${value}`,
  }
}

/** Beside `parallel`. */
export function unsetJobs(config: readonly ConfigFile[], side: Side): Jobs | undefined {
  const beside = config.find(file => isParallel([file], side) === true)
  if (!beside) return undefined
  const { document, root } = beside
  const set = setting(undefined, document, [...root, 'jobs'])
  const asked = setting(true, document, branchOn(document, [...root, 'parallel'], side).at)
  return { set, asked, key: 'jobs', count: { ...set, value: DEFAULT }, written: BY_DEFAULT }
}

export const BY_DEFAULT = "mocha's default"
/** `os.cpus()`, in every version of workerpool that mocha 8 to 12 ask for. */
export const DEFAULT: Count = { kind: 'per-cpu', cpus: 'logical', plus: -1 }

interface Found extends Branch {
  readonly document: Document
}

function optionOf(config: readonly ConfigFile[], key: string, side: Side): Found | undefined {
  return config
    .map(({ document, root }) => ({ document, ...branchOn(document, [...root, key], side) }))
    .find(({ value }) => value !== undefined)
}
