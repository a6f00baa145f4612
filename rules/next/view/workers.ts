import { branchOn } from '../../../src/model/choice.ts'
import type { Document } from '../../../src/model/document.ts'
import { type Setting, setting } from '../../../src/model/setting.ts'
import { Literal, type Value } from '../../../src/model/value.ts'
import type { Count, Side } from '../../../src/model/workload.ts'
import { onBothSides } from '../../common/sides.ts'

/** How many workers `next build` collects and renders pages with. */
export interface Workers {
  /** `experimental.cpus`, or where it would be. */
  readonly set: Setting<Value | undefined>
  readonly key: 'experimental.cpus'
  readonly count: Setting<Count>
  /** What asks for that number. */
  readonly by: Setting<Value>
  /** Absent where it is the same everywhere. */
  readonly only?: Side
  /** For messages. */
  readonly written: string
}

/** In CI and elsewhere. Empty where it cannot be told, and where nobody asked for a number. */
export function workersOf(document: Document): readonly Workers[] {
  return onBothSides(side => workersOn(document, side))
}

function workersOn(document: Document, side: Side): Workers | undefined {
  const [cpus, byMemory] = ['cpus', 'memoryBasedWorkersCount'].map(key =>
    branchOn(document, ['experimental', key], side),
  )
  if (!cpus || !byMemory || cpus.value instanceof Literal || byMemory.value instanceof Literal)
    return undefined
  const set = setting(cpus.value, document, cpus.at)
  const of = (value: Count, written: string, by: Setting<Value>): Workers => ({
    set,
    key: 'experimental.cpus',
    count: { ...set, value },
    written,
    by,
  })
  const { value } = cpus
  if (typeof value === 'number')
    return value < 1
      ? undefined
      : of({ kind: 'fixed', processes: value }, `experimental.cpus: ${value}`, { ...set, value })
  if (value !== undefined) return undefined
  if (byMemory.value !== true) return undefined
  return of(AT_LEAST, 'memoryBasedWorkersCount: true', setting(true, document, byMemory.at))
}

/** As many as 1 GB of free memory each has room for, but never fewer than this, room or not. */
const AT_LEAST: Count = { kind: 'fixed', processes: 4 }
