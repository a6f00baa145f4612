import { type Branch, branchesAt, branchOn, GIVEN, MADE } from '../../../src/model/choice.ts'
import type { Document } from '../../../src/model/document.ts'
import { type Setting, setting } from '../../../src/model/setting.ts'
import { isTable, Literal, type Place, sameValue, type Value } from '../../../src/model/value.ts'
import type { Count, Side } from '../../../src/model/workload.ts'
import { onBothSides } from '../../common/sides.ts'
import { type Compilers, compilersOf } from './compilers.ts'

/** What the plugins of one package start to minimize with. */
export interface Minimizer {
  readonly plugin: string
  /** `parallel`, or where it would be. */
  readonly set: Setting<Value | undefined>
  readonly key: 'parallel'
  /** Where other configurations say the same. */
  readonly others: readonly Setting<Value | undefined>[]
  readonly count: Setting<Count>
  /** How many configurations minimize at the same time. */
  readonly compilers: number
  /** Absent where it is the same everywhere. */
  readonly only?: Side
  /** For messages. */
  readonly written: string
}

/** The second is the new name of the first. */
const PLUGINS: readonly string[] = [
  'terser-webpack-plugin',
  'minimizer-webpack-plugin',
  'css-minimizer-webpack-plugin',
]

export function minimizersOf(document: Document): readonly Minimizer[] {
  const compilers = compilersOf(document)
  const found = compilers.roots.flatMap(root => pluginsIn(document, root))
  return PLUGINS.flatMap(name => {
    const plugins = found.filter(({ plugin }) => plugin === name)
    return onBothSides(side => onSide(plugins, compilers, document, side))
  })
}

interface Plugin {
  readonly plugin: string
  readonly when: Branch['when']
  /** Its first argument. */
  readonly options: Place
}

/** Nothing is minimized in development, unless it says so. */
function pluginsIn(document: Document, root: Place): Plugin[] {
  const minimize = document.get([...root, 'optimization', 'minimize'])
  const mode = document.get([...root, 'mode'])
  if (minimize === false || (minimize === undefined && (mode === 'development' || mode === 'none'))) return []
  const lists = [['optimization', 'minimizer'], ['plugins']].flatMap(list => branchesAt(document, list, root))
  return lists.flatMap(list => {
    const indexes = Array.isArray(list.value) ? [...list.value.keys()] : []
    return indexes.flatMap(index =>
      branchesAt(document, [index], list.at).flatMap(({ value, at, when }): Plugin[] => {
        const plugin = isTable(value) ? value[MADE] : undefined
        const both = list.when === 'always' ? when : list.when
        return typeof plugin === 'string' ? [{ plugin, when: both, options: [...at, GIVEN, 0] }] : []
      }),
    )
  })
}

function onSide(
  all: readonly Plugin[],
  { atOnce }: Compilers,
  document: Document,
  side: Side,
): Minimizer | undefined {
  const plugins = all.filter(({ when }) => when !== (side === 'ci' ? 'local' : 'ci'))
  const branches = plugins.map(({ options }) => branchOn(document, ['parallel'], side, options))
  const [first] = branches
  // Where configurations want different numbers, there is no one of them to speak of.
  if (!first || branches.some(({ value }) => !sameValue(value, first.value))) return undefined
  const compilers = Math.min(atOnce, plugins.length)
  const count = countOf(first.value, compilers)
  const [set, ...others] = distinct(branches.map(({ value, at }) => setting(value, document, at)))
  if (!count || !set) return undefined
  const [{ plugin = '' } = {}] = plugins
  const value = first.value === undefined ? `${plugin}'s default` : `parallel: ${JSON.stringify(first.value)}`
  const written = compilers === 1 ? value : `${value} in each of ${compilers} configurations`
  return { plugin, set, key: 'parallel', others, compilers, count: { ...set, value: count }, written }
}

/** As the plugins read it: a number is never more than every cpu but one. Undefined where no worker is started. */
function countOf(value: Value | undefined, compilers: number): Count | undefined {
  const all: Count = { kind: 'per-cpu', cpus: 'logical', times: compilers, plus: -compilers }
  if (value === undefined || value === true) return all
  if (value instanceof Literal || typeof value !== 'number' || value < 1) return undefined
  return { kind: 'capped', count: all, atMost: value * compilers }
}

/** A constant that several configurations use is written once. */
function distinct(settings: readonly Setting<Value | undefined>[]): Setting<Value | undefined>[] {
  const places = new Map<number, Setting<Value | undefined>>()
  for (const each of settings) {
    const span = each.document.span(each.at) ?? each.document.span(each.at.slice(0, -1))
    const start = span?.start ?? -1
    if (!places.has(start)) places.set(start, each)
  }
  return [...places.values()]
}
