import { branchesAt, branchOn } from '../../../src/model/choice.ts'
import type { Document } from '../../../src/model/document.ts'
import { type Setting, setting } from '../../../src/model/setting.ts'
import { isTable, Literal, type Place, type Value } from '../../../src/model/value.ts'
import type { Count, Side } from '../../../src/model/workload.ts'
import { onBothSides } from '../../common/sides.ts'
import { compilersOf } from './compilers.ts'

/** What one thread-loader of a configuration starts. */
export interface ThreadLoader {
  /** `workers`, or where it would be. */
  readonly set: Setting<Value | undefined>
  readonly key: 'workers'
  readonly count: Setting<Count>
  /** How the heap of each worker is limited, where it is. */
  readonly heap?: string
  /** Absent where it is the same everywhere. */
  readonly only?: Side
  /** For messages. */
  readonly written: string
}

/** Loaders with equal options share their workers, so that one of them is all of them. */
export function threadLoadersOf(document: Document): readonly ThreadLoader[] {
  const options = compilersOf(document).roots.flatMap(root => [...loadersIn(document, ['module'], root)])
  const found = options.flatMap(at => onBothSides(side => onSide(document, at, side)))
  const keys = found.map(({ written, heap, only }) => [written, heap, only].join(' '))
  return found.filter((_, index) => keys.indexOf(keys[index] ?? '') === index)
}

/** Where the options of each thread-loader stand, in rules of any depth. */
function* loadersIn(document: Document, at: Place, from: Place): Generator<Place> {
  for (const branch of branchesAt(document, at, from)) {
    const { value } = branch
    if (Array.isArray(value)) for (const index of value.keys()) yield* loadersIn(document, [index], branch.at)
    else if (isTable(value)) {
      if (value.loader === 'thread-loader') yield [...branch.at, 'options']
      for (const key of ['rules', 'oneOf', 'use'])
        if (key in value) yield* loadersIn(document, [key], branch.at)
    }
  }
}

function onSide(document: Document, options: Place, side: Side): ThreadLoader | undefined {
  const { value, at } = branchOn(document, ['workers'], side, options)
  const count = countOf(value)
  if (!count) return undefined
  const set = setting(value, document, at)
  const written = value === undefined ? "thread-loader's default" : `workers: ${JSON.stringify(value)}`
  const heap = heapOf(document.get([...options, 'workerNodeArgs']))
  return { set, key: 'workers', count: { ...set, value: count }, written, ...(heap && { heap }) }
}

/** A number is taken as it is; without one, every cpu of the machine but one, whatever a container is allowed to use. */
function countOf(value: Value | undefined): Count | undefined {
  if (value === undefined || value === 0) return { kind: 'per-cpu', cpus: 'logical', plus: -1 }
  const isNumber = !(value instanceof Literal) && typeof value === 'number' && value >= 1
  return isNumber ? { kind: 'fixed', processes: value } : undefined
}

function heapOf(flags: Value | undefined): string | undefined {
  const all = Array.isArray(flags) ? flags : []
  return all.find(
    (flag): flag is string => typeof flag === 'string' && /^--max[-_]old[-_]space[-_]size/.test(flag),
  )
}
