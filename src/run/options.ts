import type { Baseline } from '../model/baseline.ts'
import type { Config } from '../model/config.ts'
import type { Ecosystem } from '../model/ecosystem.ts'
import type { Host } from '../model/host.ts'
import type { RunnerFor } from '../model/job.ts'
import type { OnProgress } from '../model/progress.ts'
import type { AnyRule } from '../model/rule.ts'
import type { RetiredRule } from '../model/rule-names.ts'
import type { Uninterrupted } from './write.ts'

/** What one project's run is told. */
export interface RunOptions {
  /** The project's folder, absolute. */
  readonly root: string
  /** How the root is called in reports: relative to the working directory, `` for that itself. */
  readonly shownRoot: string
  readonly config: Config
  /** The root relative to the configuration's folder; `` where they are the same. */
  readonly configPrefix: string
  /** What is accepted so far, by paths relative to the root; nothing when absent. */
  readonly baseline?: Baseline
  readonly hosts: readonly Host[]
  /** Whether somebody named the hosts. */
  readonly declared: boolean
  readonly share: number
  /** What is known of the machines that jobs of pipelines name; nothing when absent. */
  readonly runnerFor?: RunnerFor
  readonly ecosystems: readonly Ecosystem<unknown>[]
  /** The rules that are on, and the ids of all there are. */
  readonly rules: readonly AnyRule[]
  readonly ruleIds: readonly string[]
  /** Ids that rules had once; none when absent. */
  readonly retired?: readonly RetiredRule[]
  /** Only findings with a place in these files are shown, and only these files are written. */
  readonly only?: ReadonlySet<string>
  readonly fix?: {
    readonly unsafe: boolean
    readonly write: boolean
    /** Runs what no signal may end half-way. Without it, signals do what they do. */
    readonly uninterrupted?: Uninterrupted
  }
  /** Texts that count instead of what is on disk (standard input). */
  readonly texts?: ReadonlyMap<string, string>
  readonly onProgress?: OnProgress
}
