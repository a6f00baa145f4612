import type { PyArgument, PyCall, PythonDocument } from '../../../../src/model/python.ts'
import type { TestFiles } from '../python/test-files.ts'
import { testsRunning } from '../python/tests-running.ts'
import type { PoolKind } from './pool-kinds.ts'
import { POOL_KINDS } from './pool-kinds.ts'

/** Calls of one kind that start a process for each cpu, since nothing says how many. */
export interface Pools {
  readonly kind: PoolKind
  /** In the order of the files; at least one. */
  readonly calls: readonly PoolCall[]
  /** How many tests start one; at least 1. */
  readonly tests: number
}

export interface PoolCall {
  readonly document: PythonDocument
  readonly call: PyCall
  /** The argument that asks for all cpus; absent where nothing is said. */
  readonly all?: PyArgument
}

export function poolsIn(documents: readonly PythonDocument[], files: TestFiles): readonly Pools[] {
  return POOL_KINDS.flatMap(kind => {
    const calls = documents.flatMap(document =>
      document.module.calls.flatMap(call => poolCall(kind, call, document)),
    )
    const tests = calls.map(({ document, call }) => ({ document, within: call.within }))
    const running = calls.length === 0 ? 0 : testsRunning(tests, files)
    return running === 0 ? [] : [{ kind, calls, tests: running }]
  })
}

function poolCall(kind: PoolKind, call: PyCall, document: PythonDocument): readonly PoolCall[] {
  if (!kind.name.test(call.qualified) || mayHide(call, kind)) return []
  if (call.within.with.some(name => /\b(mock|mocker|patch)\b/.test(name))) return []
  if (kind.unless.some(one => holds(call, one))) return []
  const said = kind.position === undefined ? undefined : positional(call, kind.position)
  const all = call.arguments.find(one => one.name === kind.argument) ?? said
  if (all) return meansAll(all, kind) ? [{ document, call, all }] : []
  return kind.byDefault ? [{ document, call }] : []
}

/** Whether a splat may hold the number. */
function mayHide(call: PyCall, { position }: PoolKind): boolean {
  return call.arguments.some(({ splat }) => splat === '**' || (splat === '*' && position !== undefined))
}

function positional({ arguments: given }: PyCall, position: number): PyArgument | undefined {
  return given.filter(one => one.name === undefined)[position]
}

/** `processes=False`: the argument with that value; without one, with any. `''` stands for a positional one. */
function holds(call: PyCall, [name, value]: readonly [string, string?]): boolean {
  const found = call.arguments.find(one => (one.name ?? '') === name)
  return found !== undefined && (value === undefined || found.text.replace(/["']/g, '') === value)
}

const ALL = /^(os|multiprocessing|mp|joblib|psutil)\.(process_)?cpu_count\(\)$/

function meansAll({ literal, text }: PyArgument, { byDefault }: PoolKind): boolean {
  return (byDefault ? literal === null : literal === -1) || ALL.test(text)
}
