import type { Bytes } from './bytes.ts'
import type { HostKind } from './host.ts'
import type { Severity } from './severity.ts'

/** What the user configured, checked and with every amount in bytes. Tables have no prototype. */
export interface Config {
  /** The machines to evaluate, in the order in which they are written; none means this machine. */
  readonly hosts: readonly ConfiguredHost[]
  /** How much of a machine is left alone, by its kind; a kind that is missing keeps the default. */
  readonly reserve: Readonly<Partial<Record<HostKind, ConfiguredReserve>>>
  /** How many runs share a machine; at least 1. */
  readonly share: number
  /** Whether tests and builds run at the same time. */
  readonly overlap: boolean
  /** What editors keep resident on a workstation; worked out from the repository when absent. */
  readonly resident?: Bytes
  /** By kind of workload: `pytest/workers`. */
  readonly footprints: Readonly<Record<string, FootprintSetting>>
  /** Bytes of one instance, by qualified name: `my_models.load_model`. */
  readonly heavyConstructors: Readonly<Record<string, Bytes>>
  /** By rule id. It replaces the rule's own severity as the most a finding can be. */
  readonly rules: Readonly<Record<string, RuleSetting>>
  readonly ignore: readonly IgnoreSetting[]
  /** Globs in the syntax of .gitignore. Empty: every file that an ecosystem owns. */
  readonly include: readonly string[]
  readonly exclude: readonly string[]
  /** The mildest severity that makes the run fail. */
  readonly failOn: Severity
  /** Later ones win over earlier ones, and all of them over what is above. */
  readonly overrides: readonly Override[]
}

export type ConfiguredHost =
  | { readonly name: string; readonly preset: string }
  | {
      readonly name: string
      readonly memory: Bytes
      readonly cpus: number
      readonly physicalCpus?: number
      readonly swap?: Bytes
      readonly kind?: HostKind
      /** The configuration file that declares it. */
      readonly source: string
    }

/** An amount, or a part of the capacity from 0 up to (but not) 1. */
export type ConfiguredReserve = { readonly bytes: Bytes } | { readonly part: number }

export interface FootprintSetting {
  readonly perProcess: Bytes
  /** Memory that is there once. */
  readonly base?: Bytes
  /** How it was measured; without it the figure counts as configured. */
  readonly measured?: string
}

export type RuleSetting = Severity | 'off'

export interface IgnoreSetting {
  /** A rule id. */
  readonly rule: string
  /** A glob in the syntax of .gitignore; every file when absent. */
  readonly file?: string
  readonly reason: string
  /** Where it is written, for messages: `memlint.config.json:12`. */
  readonly where: string
}

/** What is different in some folders. */
export interface Override {
  /** Globs in the syntax of .gitignore. */
  readonly files: readonly string[]
  readonly rules: Readonly<Record<string, RuleSetting>>
  readonly footprints: Readonly<Record<string, FootprintSetting>>
}
