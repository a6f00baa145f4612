import { branchOn } from '../../../src/model/choice.ts'
import type { Document } from '../../../src/model/document.ts'
import { type Setting, setting } from '../../../src/model/setting.ts'
import { Literal, sameValue, type Value } from '../../../src/model/value.ts'
import type { Side } from '../../../src/model/workload.ts'

/** The browsers that karma starts on the machine itself, and how many of them at once. */
export interface Browsers {
  readonly listed: number
  readonly atOnce: number
  /** `concurrency`, or where it would be. */
  readonly set: Setting<Value | undefined>
  /** For messages. */
  readonly written: string
  /** Absent where it is the same everywhere. */
  readonly only?: Side
  /** Whether a browser ends when it has run the tests: only then the next one starts. */
  readonly singleRun: boolean
}

/** In CI and elsewhere; once where both have the same. Empty where it cannot be told. */
export function browsersOf(document: Document): readonly Browsers[] {
  const [ci, local] = (['ci', 'local'] as const).map(side => browsersOn(document, side))
  if (ci && local && ci.listed === local.listed && sameValue(ci.set.at, local.set.at)) return [local]
  return [
    ...(local ? [{ ...local, only: 'local' as const }] : []),
    ...(ci ? [{ ...ci, only: 'ci' as const }] : []),
  ]
}

function browsersOn(document: Document, side: Side): Browsers | undefined {
  const { value: names } = branchOn(document, ['browsers'], side)
  const { value, at } = branchOn(document, ['concurrency'], side)
  const limit = limitOf(value)
  if (!Array.isArray(names) || limit === undefined) return undefined
  if (!names.every(name => isLocal(name, document, side))) return undefined
  return {
    listed: names.length,
    atOnce: Math.min(names.length, limit),
    set: setting(value, document, at),
    written: shown(value),
    singleRun: branchOn(document, ['singleRun'], side).value === true,
  }
}

function shown(concurrency: Value | undefined): string {
  if (concurrency === undefined) return "karma's default"
  return typeof concurrency === 'number' ? `concurrency: ${concurrency}` : 'concurrency without a limit'
}

/** Undefined where it cannot be told. */
function limitOf(value: Value | undefined): number | undefined {
  if (value === undefined || (value instanceof Literal && value.literal === 'Infinity'))
    return Number.POSITIVE_INFINITY
  return typeof value === 'number' && value >= 1 ? value : undefined
}

/** Browsers of a service take no memory here; what a name of a plugin stands for, nobody knows. */
function isLocal(name: Value, document: Document, side: Side): boolean {
  if (typeof name !== 'string') return false
  const { value: base } = branchOn(document, ['customLaunchers', name, 'base'], side)
  return LOCAL.test(typeof base === 'string' ? base : name)
}

const LOCAL =
  /^(Chrome|Chromium|Firefox|Edge|Opera|Safari)(Canary|Beta|Dev|Developer|Aurora|Nightly|Native)?(Headless)?$/
