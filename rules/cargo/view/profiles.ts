import type { Document } from '../../../src/model/document.ts'
import { type Setting, setting } from '../../../src/model/setting.ts'
import type { Value } from '../../../src/model/value.ts'
import type { Config } from './config.ts'
import { tableAt } from './manifests.ts'

/** The profiles that cargo uses unless it is told otherwise; all others are somebody's choice for one occasion. */
export type ProfileName = 'dev' | 'test' | 'release' | 'bench'

/** The profiles in effect: the root manifest's, under what the configuration says. */
export interface Profiles {
  /** Names of profiles beside the built-in ones: `dist`, `profiling`. */
  readonly custom: readonly string[]
  /** What a profile itself sets; `value` is undefined where it sets nothing, with the place where it would go. */
  own(profile: string, key: string): Setting<Value | undefined>
  /** The same, or what is inherited: test from dev, bench from release, others as they say. */
  effective(profile: string, key: string): Setting<Value | undefined>
}

/** What a command's environment sets, by profile and key. */
export type ProfileEnvironment = (profile: string, key: string) => Setting<Value> | undefined

export const BUILT_IN: readonly string[] = ['dev', 'test', 'release', 'bench'] satisfies ProfileName[]
const PARENTS: ReadonlyMap<string, string> = new Map([
  ['test', 'dev'],
  ['bench', 'release'],
])
/** More than anybody nests, so that two profiles that inherit from each other end. */
const DEPTH = 8

/** Variables of the environment win over both, as long as nothing on the command line does (cargo 1.95). */
export function readProfiles(root: Document, config: Config, environment?: ProfileEnvironment): Profiles {
  const names = [...config.files, root].flatMap(document => Object.keys(tableAt(document, 'profile') ?? {}))
  function own(profile: string, key: string): Setting<Value | undefined> {
    const at = ['profile', profile, key]
    return environment?.(profile, key) ?? config.find(at) ?? setting(root.get(at), root, at)
  }
  function inherited(profile: string, key: string, depth: number): Setting<Value | undefined> | undefined {
    const found = own(profile, key)
    if (found.value !== undefined) return found
    const named = own(profile, 'inherits').value
    const parent = PARENTS.get(profile) ?? (typeof named === 'string' ? named : undefined)
    return parent === undefined || depth === 0 ? undefined : inherited(parent, key, depth - 1)
  }
  return {
    custom: [...new Set(names)].filter(name => !BUILT_IN.includes(name)),
    own,
    effective: (profile, key) => inherited(profile, key, DEPTH) ?? own(profile, key),
  }
}

/** Full debug information as cargo spells it; undefined means the profile's default. */
export function isFullDebug(value: Value | undefined): boolean {
  return value === true || value === 2 || value === 'full'
}

export function isOptimised(level: Value | undefined): boolean {
  return level !== undefined && level !== 0 && level !== '0'
}

export function isFatLto(value: Value | undefined): boolean {
  return value === true || value === 'fat'
}
