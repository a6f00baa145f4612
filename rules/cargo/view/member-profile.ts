import { type Fix, move } from '../../../src/model/fix.ts'
import { type Setting, setting } from '../../../src/model/setting.ts'
import { isTable, type Table } from '../../../src/model/value.ts'
import type { CargoWorkspace } from '../ecosystem.ts'
import { type Manifest, packageName } from './manifests.ts'
import { BUILT_IN, isFatLto, isFullDebug, isOptimised } from './profiles.ts'

/** What `[profile.*.package.NAME]` can set: everything but panic, lto and rpath. */
const PER_PACKAGE: ReadonlySet<string> = new Set([
  'codegen-units',
  'debug',
  'debug-assertions',
  'incremental',
  'opt-level',
  'overflow-checks',
  'split-debuginfo',
  'strip',
])

export const MEMORY_KEYS: ReadonlySet<string> = new Set([
  'codegen-units',
  'debug',
  'incremental',
  'inherits',
  'lto',
  'opt-level',
  'package',
  'split-debuginfo',
  'strip',
])

/** The profiles of one member, each of which cargo ignores. */
export function memberProfiles({ document }: Manifest): readonly Setting<Table>[] {
  const profiles = document.get(['profile'])
  if (!isTable(profiles)) return []
  return Object.entries(profiles).flatMap(([name, value]) =>
    isTable(value) ? [setting(value, document, ['profile', name])] : [],
  )
}

/** Moves a member's profile to the workspace's root: for its package alone where that is possible, else whole. */
export function moveProfile({ root }: CargoWorkspace, member: Manifest, profile: Setting<Table>): Fix {
  const name = String(profile.at.at(-1))
  const owner = packageName(member)
  const raises = raisesMemory(profile.value)
  if (raises) {
    const why = `${raises} takes more memory where it is read, and nobody has had it until now`
    return { title: `decide whether [profile.${name}] is wanted at all`, safety: 'manual', why }
  }
  const { path } = root.document
  const isKnown = BUILT_IN.includes(name) || root.document.get(['profile', name]) !== undefined
  if (owner && isKnown && Object.keys(profile.value).every(key => PER_PACKAGE.has(key))) {
    const to = { path, at: ['profile', name, 'package', owner] }
    const title = `move it to ${path} as [profile.${name}.package.${owner}]`
    return {
      title,
      safety: 'unsafe',
      why: `from then on cargo obeys it for ${owner}`,
      ops: [move(profile, to)],
    }
  }
  const to = { path, at: ['profile', name] }
  const why = 'from then on cargo obeys it for every package of the workspace'
  return { title: `move it to ${path}`, safety: 'unsafe', why, ops: [move(profile, to)] }
}

/** The key that would make builds larger than they are, as written. */
function raisesMemory(profile: Table): string | undefined {
  const { lto, debug, 'codegen-units': units } = profile
  if (isFatLto(lto) || lto === 'thin') return `lto = ${JSON.stringify(lto)}`
  if (isFullDebug(debug)) return `debug = ${JSON.stringify(debug)}`
  if (typeof units === 'number' && units <= 4) return `codegen-units = ${units}`
  return isOptimised(profile['opt-level']) ? `opt-level = ${JSON.stringify(profile['opt-level'])}` : undefined
}
