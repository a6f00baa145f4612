import { type FileOp, type Fix, insert, set } from '../../../src/model/fix.ts'
import type { Setting } from '../../../src/model/setting.ts'
import type { Value } from '../../../src/model/value.ts'
import type { CargoWorkspace } from '../ecosystem.ts'
import { isFatLto, isFullDebug, isOptimised, type ProfileName } from './profiles.ts'

/**
 * Full debug information that somebody asked for in a profile that optimises. Benchmarks have it to be looked into,
 * which is only a matter of memory when link-time optimisation carries it too.
 */
export function inOptimised({
  profiles,
}: CargoWorkspace): readonly [ProfileName, Setting<Value | undefined>][] {
  const names = ['dev', 'test', 'release', 'bench'] as const
  return names.flatMap(name => {
    const debug = profiles.own(name, 'debug')
    const level = profiles.effective(name, 'opt-level').value
    const optimises = level === undefined ? name === 'release' || name === 'bench' : isOptimised(level)
    const isMeant = name === 'bench' && !isFatLto(profiles.effective(name, 'lto').value)
    return isFullDebug(debug.value) && optimises && !isMeant ? [[name, debug]] : []
  })
}

/** Where full debug information is set, or left at cargo's default, for builds that do not optimise. */
export function inOrdinary({ profiles }: CargoWorkspace): Setting<Value | undefined> | undefined {
  for (const name of ['dev', 'test'] as const) {
    const debug = profiles.own(name, 'debug')
    const isDefault = name === 'dev' && debug.value === undefined
    if (isOptimised(profiles.effective(name, 'opt-level').value)) continue
    if (isDefault || isFullDebug(debug.value)) return debug
  }
  return undefined
}

/** Keeps what backtraces need and drops the rest. `silent` are rules that speak of the profile only after that. */
export function reduceDebug(
  view: CargoWorkspace,
  debug: Setting<Value | undefined>,
  silent: readonly string[] = [],
): Fix {
  const value = namedLevels(view) ? 'line-tables-only' : 1
  const op: FileOp = debug.value === undefined ? insert(debug, value) : set(debug, value)
  return {
    title: `set debug = ${JSON.stringify(value)} in [profile.${debug.at[1]}]`,
    safety: 'unsafe',
    why: `debuggers can no longer show variables; backtraces keep their files and lines${silent.length > 0 ? '; what else the profile costs is said then' : ''}`,
    ops: [op],
    remainder: silent,
  }
}

/** Names instead of numbers came with cargo 1.71; who supports older ones writes numbers. */
function namedLevels({ root, members }: CargoWorkspace): boolean {
  const versions = [root, ...members].flatMap(({ document }) => [
    document.get(['package', 'rust-version']),
    document.get(['workspace', 'package', 'rust-version']),
  ])
  return !versions.some(version => {
    const [, major, minor] = (typeof version === 'string' && /^(\d+)\.(\d+)/.exec(version)) || []
    return major === '1' && Number(minor) < 71
  })
}
