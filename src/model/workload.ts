import type { Fix } from './fix.ts'
import type { Amount, Footprint } from './footprint.ts'
import type { Job } from './job.ts'
import type { Context, Sizing } from './rule.ts'
import type { Setting } from './setting.ts'

/** How many processes a setting starts, before a machine is known. */
export type Count =
  | { readonly kind: 'fixed'; readonly processes: number }
  /** One per cpu. `physical`: per core, as tools that ask psutil count. `quota`: tools that see cgroup quotas. */
  | {
      readonly kind: 'per-cpu'
      readonly cpus: 'logical' | 'physical' | 'quota'
      readonly times?: number
      readonly plus?: number
    }
  | { readonly kind: 'capped'; readonly count: Count; readonly atMost: number }
  | { readonly kind: 'unbounded' }

/** `test` and `build` take turns unless the configuration says otherwise; `editor` is there all the time. */
export type Phase = 'test' | 'build' | 'editor'

/** What a condition on CI tells apart: its machines, and those on which people work. */
export type Side = 'ci' | 'local'

/** Something the repository starts. */
export interface Workload {
  /** `<kind>:<folder>`, unique in a plan: `pytest/workers:services/api`. */
  readonly id: string
  /** What footprints are configured by: `pytest/workers`, `cargo/jobs`, `vscode/rust-analyzer`. */
  readonly kind: string
  /** The folder it belongs to, relative to the root; `` is the root itself. */
  readonly folder: string
  /** For tables: `pytest workers`. */
  readonly title: string
  /** One process of it, in messages: `worker`, `compiler`. */
  readonly process: string
  readonly phase: Phase
  /** When it runs, in words: `every plain pytest`. */
  readonly when: string
  readonly count: Setting<Count>
  readonly footprint: Footprint
  /** Memory that is there once, however many processes there are. */
  readonly base: readonly Amount[]
  /**
   * Where the configuration has another number in CI: on which machines this one holds. Everywhere when absent.
   * `outside-ci`: pipelines always say a number of their own.
   */
  readonly only?: Side | 'outside-ci'
  /** The script that asks for this number; absent for what the configuration says. */
  readonly script?: string
  /** The configuration's file name where it is not the one that the tool reads by itself. */
  readonly config?: string
  /** The most that is started where somebody asks for another number on a command line or in an editor. */
  readonly atMost?: number
  /** Why fewer processes would do less; absent where they share the work and only take longer. */
  readonly fewerDoLess?: string
  /** The job of a pipeline that starts it. Where machines that the job names are known, it runs on these and no others. */
  readonly job?: Job
  /** How its number is written in that job. */
  readonly inJob?: NumberInJob
  /** What another workload says of everywhere: it is in the plan only on machines that are known of the job. */
  readonly again?: true
}

/** The number of processes that a job starts, and what can be done about it. */
export interface NumberInJob {
  /** As it is written: `pytest -n 8`. */
  readonly words: string
  /** Writes the number that fits the machines of the job, or says why that is for a person to do. */
  fix(sizing: Sizing, context: Context): Fix
  /** How another number would hold in the job alone, where this one also holds elsewhere. */
  apart?(fits: number): string
  /** Nobody wrote it: the tool chooses it by the machine. */
  readonly byDefault?: true
}
