import type { Setting } from '../../../src/model/setting.ts'
import { sameValue, type Value } from '../../../src/model/value.ts'
import { isFullDebug, type Profiles } from './profiles.ts'

/** What `[profile.test]` says otherwise than dev, of all that makes cargo compile dependencies again. */
export function differencesOfTest(profiles: Profiles): readonly Setting<Value | undefined>[] {
  return KEYS.flatMap(key => {
    const test = profiles.own('test', key)
    if (test.value === undefined) return []
    const dev = profiles.own('dev', key).value ?? DEFAULTS[key]
    return sameValue(spelling(key, test.value), spelling(key, dev)) ? [] : [test]
  })
}

/** Tried with cargo 1.95, one at a time; `incremental` concerns the workspace's own packages alone. */
const KEYS = [
  'opt-level',
  'debug',
  'codegen-units',
  'lto',
  'strip',
  'split-debuginfo',
  'overflow-checks',
  'debug-assertions',
] as const

/** What dev has where nobody says anything; the others are then left out, and no written value is the same. */
const DEFAULTS: Readonly<Partial<Record<string, Value>>> = {
  'opt-level': 0,
  debug: true,
  lto: false,
  strip: 'none',
  'overflow-checks': true,
  'debug-assertions': true,
}

/** One spelling of values that cargo takes for the same. */
function spelling(key: string, value: Value | undefined): Value | undefined {
  if (key === 'debug' && isFullDebug(value)) return true
  if (key === 'debug' && (value === false || value === 'none')) return 0
  if (key === 'debug' && value === 'limited') return 1
  if (key === 'strip' && value === false) return 'none'
  if (key === 'strip' && value === true) return 'symbols'
  return value
}
