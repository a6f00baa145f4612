import type { PyCall, PythonDocument } from '../../../src/model/python.ts'

/** A place in the tests from which many processes start. */
export interface Spawn {
  readonly document: PythonDocument
  readonly call: PyCall
  /** `pytest`: a whole test run, which reads the same options again. `pool`: one process for each cpu. */
  readonly kind: 'pytest' | 'pool'
}

export const SPAWN_WORDS: readonly string[] = [
  'runpytest_subprocess',
  'ProcessPoolExecutor\\(\\)',
  '\\bPool\\(\\)',
  '["\']pytest["\'],',
]

const POOLS: ReadonlySet<string> = new Set([
  'concurrent.futures.ProcessPoolExecutor',
  'concurrent.futures.process.ProcessPoolExecutor',
  'multiprocessing.Pool',
  'multiprocessing.pool.Pool',
])

/** Calls that start a nested pytest, or a pool without a number. */
export function spawnsIn(document: PythonDocument): readonly Spawn[] {
  return document.module.calls.flatMap((call): Spawn[] => {
    if (POOLS.has(call.qualified) && call.arguments.length === 0) return [{ document, call, kind: 'pool' }]
    return startsPytest(call) ? [{ document, call, kind: 'pytest' }] : []
  })
}

/** Runs that switch the inherited options off are no multiplication. */
const ALONE = /-n\s*["', ]*0|no:xdist|addopts=|-c["', ]+\S*null/

function startsPytest(call: PyCall): boolean {
  const text = call.arguments.map(one => one.text).join(' ')
  if (call.callee.endsWith('.runpytest_subprocess')) return !ALONE.test(text)
  if (!/^(subprocess\.(run|call|check_call|check_output|Popen))$/.test(call.qualified)) return false
  return /["']pytest["']|\bpytest\s/.test(call.arguments[0]?.text ?? '') && !ALONE.test(text)
}
