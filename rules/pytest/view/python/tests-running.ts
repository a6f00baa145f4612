import type { PyFunction, PythonDocument, PyWithin } from '../../../../src/model/python.ts'
import { fixturesIn } from './fixture-forms.ts'
import type { TestFiles } from './test-files.ts'
import { countOf, testsIn, usersOf } from './users.ts'

/** Where something stands in test code. */
export interface Spot {
  readonly document: PythonDocument
  readonly within: PyWithin
}

/**
 * How many tests run what stands at some spots: in a test, in a fixture of it, or in a helper of the same file.
 * Literal parametrizations are counted; it is a lower bound, and 0 where nothing is seen to get there.
 */
export function testsRunning(spots: readonly Spot[], files: TestFiles): number {
  const found = new Map<PyFunction, number>()
  for (const { document, within } of spots) {
    const around = outermost(within)
    if (around) collect(document, around, files, found, HELPERS)
  }
  let tests = 0
  for (const count of found.values()) tests += count
  return tests
}

/** How far calls of helpers are followed. */
const HELPERS = 3

function collect(
  document: PythonDocument,
  around: PyFunction,
  files: TestFiles,
  found: Map<PyFunction, number>,
  depth: number,
): void {
  if (testsIn(document).includes(around)) found.set(around, countOf(around))
  for (const fixture of fixturesIn(document).filter(one => one.function === around)) {
    for (const { test, tests } of usersOf(fixture, files).tests) found.set(test, tests)
  }
  if (depth === 0) return
  for (const call of document.module.calls) {
    const caller = call.callee.split('.').at(-1) === around.name ? outermost(call.within) : undefined
    if (caller && caller !== around) collect(document, caller, files, found, depth - 1)
  }
}

/** A function inside a test runs, if ever, with it. */
function outermost(within: PyWithin): PyFunction | undefined {
  let around = within.function
  while (around?.within.function) around = around.within.function
  return around
}
