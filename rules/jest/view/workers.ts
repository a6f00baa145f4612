import { branchOn } from '../../../src/model/choice.ts'
import { type Setting, setting } from '../../../src/model/setting.ts'
import { Literal, type Value } from '../../../src/model/value.ts'
import type { Count, Side } from '../../../src/model/workload.ts'
import { onBothSides } from '../../common/both-sides.ts'
import type { ConfigFile } from './config-files.ts'

/** How many workers a run of jest starts. */
export interface Workers {
  /** `maxWorkers`, or where it would be. */
  readonly set: Setting<Value | undefined>
  readonly key: 'maxWorkers'
  readonly count: Setting<Count>
  /** Absent where it is the same everywhere. */
  readonly only?: Side
  /** For messages. */
  readonly written: string
}

/** In CI and elsewhere; once where both have the same. Empty where it cannot be told. */
export function workersOf(config: ConfigFile): readonly Workers[] {
  return onBothSides(side => workersOn(config, side))
}

function workersOn({ document, root }: ConfigFile, side: Side): Workers | undefined {
  const { value, at } = branchOn(document, [...root, 'maxWorkers'], side)
  if (value instanceof Literal) return undefined
  const count = countOf(value)
  if (!count) return undefined
  const set = setting(value, document, at)
  const written =
    value === undefined ? "jest's default" : `maxWorkers: ${JSON.stringify(value).replaceAll('"', "'")}`
  return { set, key: 'maxWorkers', count: { ...set, value: count }, written }
}

/** As jest reads it. Undefined for more than all cpus, which it takes for a number: that is a hazard of its own. */
function countOf(value: Value | undefined): Count | undefined {
  if (value === undefined || value === null || value === 0)
    return { kind: 'per-cpu', cpus: 'logical', plus: -1 }
  const number = Number.parseInt(String(value), 10)
  if (typeof value !== 'string' || !value.trim().endsWith('%'))
    return { kind: 'fixed', processes: number > 0 ? number : 1 }
  return percentOf(value) === undefined
    ? { kind: 'per-cpu', cpus: 'logical', times: number / 100 }
    : undefined
}

/** The number of a percentage above a hundred. */
export function percentOf(value: Value | undefined): number | undefined {
  const number = typeof value === 'string' && value.trim().endsWith('%') ? Number.parseInt(value, 10) : 0
  return number > 100 ? number : undefined
}
