import { GiB } from '../../../src/model/bytes.ts'
import { type Amount, type Footprint, footprint } from '../../../src/model/footprint.ts'
import type { Value } from '../../../src/model/value.ts'
import { isFullDebug, isOptimised, type Profiles } from './profiles.ts'

/** What one job of an ordinary build takes: rustc, then the linker. */
export function compilerFootprint(profiles: Profiles): Footprint {
  return footprint('default', [isHeavy(profiles) ? HEAVY : ORDINARY])
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

/** Whether the profiles of a plain `cargo build` or `cargo test` do what others leave to releases. */
function isHeavy(profiles: Profiles): boolean {
  return (['dev', 'test'] as const).some(profile => {
    const value = (key: string) => profiles.effective(profile, key).value
    const debug = value('debug')
    const lto = value('lto')
    const links = lto === true || lto === 'fat' || lto === 'thin'
    return links || (isHighlyOptimised(value('opt-level')) && (debug === undefined || isFullDebug(debug)))
  })
}

/** opt-level 1 took 1.3 GiB where 0 took 1.1 (rustc 1.95): no reason to count twice as much. */
function isHighlyOptimised(level: Value | undefined): boolean {
  return isOptimised(level) && level !== 1 && level !== '1'
}
