import type { Setting } from './setting.ts'
import type { Count, Side } from './workload.ts'

/**
 * Something that starts tasks in several folders at once, in each of which a workload of the plan starts processes of its
 * own: how many there are in all is the product, which is written in no file.
 */
export interface FanOut {
  /** `<kind>:<folder> <when>`, unique in a plan: `turbo/tasks: npm run test`. */
  readonly id: string
  /** `turbo/tasks` */
  readonly kind: string
  /** The folder it starts from, relative to the root; `` is the root itself. */
  readonly folder: string
  /** For tables: `turbo tasks`. */
  readonly title: string
  /** When it runs, in words: `npm run test`. */
  readonly when: string
  /** How many tasks it runs at once where there are so many. */
  readonly count: Setting<Count>
  /** Those of its tasks that can all be live together and start something known. */
  readonly tasks: readonly FanOutTask[]
  /** Where it runs only there. */
  readonly only?: Side
}

/** What is run in one folder. */
export interface FanOutTask {
  readonly folder: string
  /** The script or task that is run: `test`. */
  readonly name: string
  /** What that starts, one after the other. */
  readonly starts: readonly FanOutStart[]
}

/** A workload by what its ecosystem says of it: of this kind and in the task's folder. */
export interface FanOutStart {
  readonly kind: string
  /** The script whose own number counts where it asks for one. */
  readonly script?: string
  /** The workload's `config`; absent for the one that its tool reads by itself. */
  readonly config?: string
  /** The most processes that the task lets it have. */
  readonly atMost?: number
}
