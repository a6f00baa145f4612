import type { Document } from '../../../src/model/document.ts'
import { type Setting, setting } from '../../../src/model/setting.ts'
import type { Value } from '../../../src/model/value.ts'
import type { Config } from './config.ts'

/** The profiles that cargo uses unless it is told otherwise; all others are somebody's choice for one occasion. */
export type ProfileName = 'dev' | 'test' | 'release' | 'bench'

/** The profiles in effect: the root manifest's, under what the configuration says. */
export interface Profiles {
  /** What a profile itself sets; `value` is undefined where it sets nothing, with the place where it would go. */
  own(profile: ProfileName, key: string): Setting<Value | undefined>
  /** The same, or what is inherited: test from dev, bench from release. */
  effective(profile: ProfileName, key: string): Setting<Value | undefined>
}

const PARENTS: Partial<Record<ProfileName, ProfileName>> = { test: 'dev', bench: 'release' }

export function readProfiles(root: Document, config: Config): Profiles {
  function own(profile: ProfileName, key: string): Setting<Value | undefined> {
    const at = ['profile', profile, key]
    return config.find(at) ?? setting(root.get(at), root, at)
  }
  return {
    own,
    effective(profile, key) {
      const found = own(profile, key)
      const parent = PARENTS[profile]
      if (found.value !== undefined || !parent) return found
      const inherited = own(parent, key)
      return inherited.value === undefined ? found : inherited
    },
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
