import { formatGiB, GiB, MiB } from '../../../src/model/bytes.ts'
import { type Amount, footprint } from '../../../src/model/footprint.ts'
import type { FootprintTable } from '../../../src/model/footprint-table.ts'
import type { Value } from '../../../src/model/value.ts'
import type { Workload } from '../../../src/model/workload.ts'
import { explainFootprint } from '../../common/explain-footprint.ts'
import table from '../../tables/crates.json' with { type: 'json' }
import type { CargoWorkspace } from '../ecosystem.ts'
import type { Jobs } from './jobs.ts'
import { isFullDebug, isOptimised, type Profiles } from './profiles.ts'
import { MANY_PACKAGES } from './size.ts'

export const CRATES: FootprintTable = table as FootprintTable

/**
 * What one job of an ordinary build takes: rustc, then the linker; and once, what the largest crates take beyond
 * that. Where a lock file says that most of a build is in dependencies, measurements of others' stand for it; where
 * there is none, or profiles make compilers larger than anything that was measured, one default does.
 */
export function compilerMemory(
  view: Build,
  profiles: readonly string[] = ['dev', 'test'],
): Pick<Workload, 'footprint' | 'base'> {
  if (isHeavy(view.profiles, profiles)) return { footprint: footprint('default', [HEAVY]), base: [] }
  if (view.locked.length < ENOUGH) return { footprint: footprint('default', [ORDINARY]), base: [] }
  const each = view.local > MANY_PACKAGES ? OWN_CRATE : LINK
  return { footprint: footprint('derived', [each]), base: beyond(each, view) }
}

/** What a build compiles, and how. */
export type Build = Pick<CargoWorkspace, 'profiles' | 'locked' | 'local'> & {
  readonly jobs: Pick<Jobs, 'count'>
}

/** With so many packages most of a build is in dependencies, and what they take is known. */
const ENOUGH = 50

/** What the largest crates, of those that can be compiled at once, take beyond what every job is counted with. */
function beyond(each: Amount, { locked, jobs }: Build): readonly Amount[] {
  const names = new Set(locked)
  const count = jobs.count.value
  const atOnce = count.kind === 'fixed' ? count.processes : Number.POSITIVE_INFINITY
  const known = CRATES.rows.filter(({ name }) => names.has(name))
  return known
    .filter(({ bytes }) => bytes >= each.bytes + WORTH_A_WORD)
    .sort((a, b) => b.bytes - a.bytes)
    .slice(0, atOnce)
    .map(({ name, bytes, evidence, source }) => ({
      what: `for ${name}`,
      bytes: bytes - each.bytes,
      evidence,
      source: `${formatGiB(bytes)}: ${source}`,
    }))
}

const WORTH_A_WORD = 128 * MiB

const LINK: Amount = {
  what: 'one compiler or linker',
  bytes: 700 * MiB,
  // Measured of others: what this project links is not known.
  evidence: 'guess',
  source:
    'measured of one link of a test program of 160 MB with GNU ld; of 459 compilations of dependencies 95 in 100 took less than 344 MiB (rustc 1.95, dev profile)',
}

const OWN_CRATE: Amount = {
  what: 'a large crate of the workspace',
  bytes: 1129 * MiB,
  evidence: 'guess',
  source:
    '1.1 GiB were measured for a crate of 100,000 lines (rustc 1.95, dev profile); how large these are is not known',
}

const ORDINARY: Amount = {
  what: 'one compiler',
  bytes: 2 * GiB,
  evidence: 'guess',
  source:
    "memlint's default for one; 1.1 GiB were measured for a crate of 100,000 lines (rustc 1.95, dev profile)",
}

const HEAVY: Amount = {
  what: 'one compiler, optimising with full debug information or link-time optimisation',
  bytes: 4 * GiB,
  evidence: 'guess',
  source: 'memlint\'s default for one; 3.9 GiB were measured for lto = "fat" with debug = 2 (rustc 1.95)',
}

/** Whether the profiles of a build make its compilers larger than most. */
function isHeavy(profiles: Profiles, names: readonly string[]): boolean {
  return names.some(profile => {
    const value = (key: string) => profiles.effective(profile, key).value
    const lto = value('lto')
    const links = lto === true || lto === 'fat' || lto === 'thin'
    return links || (isHighlyOptimised(value('opt-level')) && hasFullDebug(profile, value('debug')))
  })
}

/** Those for development have it unless they say otherwise. */
function hasFullDebug(profile: string, debug: Value | undefined): boolean {
  return debug === undefined ? profile === 'dev' || profile === 'test' : isFullDebug(debug)
}

/** opt-level 1 took 1.3 GiB where 0 took 1.1 (rustc 1.95): no reason to count twice as much. */
function isHighlyOptimised(level: Value | undefined): boolean {
  return isOptimised(level) && level !== 1 && level !== '1'
}

/** What a build is counted with, for people. */
export function explainBuild(build: Workload): readonly string[] {
  const once = build.base.map(
    ({ what, bytes, evidence, source }) => `once, ${formatGiB(bytes)} more ${what} (${evidence}: ${source})`,
  )
  return [...explainFootprint(build), ...once]
}
