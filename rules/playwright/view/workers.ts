import { branchOn } from '../../../src/model/choice.ts'
import type { Document } from '../../../src/model/document.ts'
import { type Setting, setting } from '../../../src/model/setting.ts'
import { Literal, sameValue, type Value } from '../../../src/model/value.ts'
import type { Count, Side } from '../../../src/model/workload.ts'
import { type ProjectLimits, projectLimits } from './projects.ts'

/** How many workers a run of Playwright's tests starts. */
export interface Workers {
  /** `workers`, or where it would be. */
  readonly set: Setting<Value | undefined>
  readonly key: 'workers'
  readonly count: Setting<Count>
  /** Absent where it is the same everywhere. */
  readonly only?: Side
  /** For messages. */
  readonly written: string
}

/** In CI and elsewhere; once where both have the same. Empty where it cannot be told. */
export function workersOf(document: Document, projectsAreRead: boolean | undefined): readonly Workers[] {
  const [ci, local] = SIDES.map(side =>
    workersOn(document, side, projectLimits(document, side, projectsAreRead)),
  )
  if (ci && local && sameValue(ci.set.at, local.set.at) && sameCount(ci, local)) return [local]
  return [
    ...(local ? [{ ...local, only: 'local' as const }] : []),
    ...(ci ? [{ ...ci, only: 'ci' as const }] : []),
  ]
}

function workersOn(document: Document, side: Side, limits: ProjectLimits): Workers | undefined {
  const { value, at } = branchOn(document, ['workers'], side)
  const own = countOf(value)
  if (!own || limits === 'unknown') return undefined
  const set = setting(value, document, at)
  return {
    set,
    key: 'workers',
    count: { ...set, value: limited(own, limits) },
    written: shown(value, limits),
  }
}

const SIDES = ['ci', 'local'] as const

/** As Playwright reads it: a part of what os.cpus() lists. Undefined for what cannot be told and for what it refuses. */
function countOf(value: Value | undefined): Count | undefined {
  if (value === undefined) return { kind: 'per-cpu', cpus: 'logical', times: 0.5 }
  if (typeof value === 'number') return value > 0 ? { kind: 'fixed', processes: value } : undefined
  if (value instanceof Literal)
    return ALL.test(value.literal) ? { kind: 'per-cpu', cpus: 'logical' } : undefined
  if (typeof value !== 'string' || !value.endsWith('%')) return undefined
  const percent = Number.parseInt(value, 10)
  return percent > 0 ? { kind: 'per-cpu', cpus: 'logical', times: percent / 100 } : undefined
}

const ALL = /^(os\.)?cpus\(\)\.length$/

function limited(own: Count, limits: number | 'none'): Count {
  return limits === 'none' ? own : { kind: 'capped', count: own, atMost: limits }
}

function shown(value: Value | undefined, limits: number | 'none'): string {
  const text = value instanceof Literal ? value.literal : JSON.stringify(value)?.replaceAll('"', "'")
  const words = value === undefined ? "Playwright's default" : `workers: ${text}`
  return limits === 'none' ? words : `${words}, at most ${limits} in all projects,`
}

function sameCount(a: Workers, b: Workers): boolean {
  return JSON.stringify(a.count.value) === JSON.stringify(b.count.value)
}
