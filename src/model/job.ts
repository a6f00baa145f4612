import type { Host } from './host.ts'
import type { Setting } from './setting.ts'

/** A machine that a job of a pipeline names, and memlint may or may not know. */
export interface Runner {
  /** `macos-latest`, `saas-linux-small-amd64` */
  readonly label: string
  /** Where it is named. */
  readonly at: Setting<unknown>
}

/** A job of a pipeline. */
export interface Job {
  /** In words: `job test of ci.yml`. */
  readonly name: string
  /** The names of others that start the same on the same machines. */
  readonly alike?: readonly string[]
  /** Each machine that it names, once; none where that cannot be told. */
  readonly runners: readonly Runner[]
  /** Whether it also runs, or may run, where no label can be told. */
  readonly elsewhere: boolean
}

/** The machine that jobs get for a label; undefined where nobody outside can know. */
export type RunnerFor = (label: string) => Host | undefined
