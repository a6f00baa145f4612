import type { Config } from '../model/config.ts'
import type { Ecosystem } from '../model/ecosystem.ts'
import type { Host } from '../model/host.ts'
import type { AnyRule } from '../model/rule.ts'

/** What one project's run is told. */
export interface RunOptions {
  /** The project's folder, absolute. */
  readonly root: string
  /** How the root is called in reports: relative to the working directory, `` for that itself. */
  readonly shownRoot: string
  readonly config: Config
  /** The root relative to the configuration's folder; `` where they are the same. */
  readonly configPrefix: string
  readonly hosts: readonly Host[]
  /** Whether somebody named the hosts. */
  readonly declared: boolean
  readonly share: number
  readonly ecosystems: readonly Ecosystem<unknown>[]
  /** The rules that are on, and the ids of all there are. */
  readonly rules: readonly AnyRule[]
  readonly ruleIds: readonly string[]
  /** Only findings with a place in these files are shown, and only these files are written. */
  readonly only?: ReadonlySet<string>
  readonly fix?: {
    readonly unsafe: boolean
    readonly write: boolean
    /** Runs what no signal may end half-way. Without it, signals do what they do. */
    uninterrupted?<T>(work: () => Promise<T>): Promise<T>
  }
  /** Texts that count instead of what is on disk (standard input). */
  readonly texts?: ReadonlyMap<string, string>
}
