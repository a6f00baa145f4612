import type { EcosystemOptions } from '../../../../src/model/ecosystem.ts'
import type { Amount } from '../../../../src/model/footprint.ts'
import type { PyCall, PyFunction, PyModule, PythonDocument, PyWithin } from '../../../../src/model/python.ts'
import { processNamed } from '../processes/test-processes.ts'
import { isReal } from '../python/constructions.ts'
import type { Fixture } from '../python/fixture-forms.ts'
import { fixturesIn } from '../python/fixture-forms.ts'
import type { TestFiles } from '../python/test-files.ts'
import { word } from '../python/test-files.ts'
import type { Users } from '../python/users.ts'
import { usersOf } from '../python/users.ts'
import { CLOSING, closes } from './closing.ts'
import { timesSetUp } from './heavy-fixtures.ts'
import type { LeftOpenKind } from './left-open-kinds.ts'
import { LEFT_OPEN_KINDS } from './left-open-kinds.ts'
import { weigh } from './weigh.ts'

/** A fixture that opens something which goes on without it, and closes it nowhere. */
export interface LeftOpen {
  readonly fixture: Fixture
  readonly call: PyCall
  readonly kind: LeftOpenKind
  /** What one of them keeps. */
  readonly keeps: Amount
  /** How many of them are left at the end: it is set up so often. */
  readonly left: number
}

export function leftOpenIn(
  documents: readonly PythonDocument[],
  files: TestFiles,
  options: EcosystemOptions,
): readonly LeftOpen[] {
  return documents.flatMap(document =>
    fixturesIn(document).flatMap(fixture =>
      openedBy(fixture).flatMap(({ call, kind }) => {
        const keeps = kind.keeps ? processNamed(kind.keeps) : weigh(call, document.module, options)?.amount
        const users = usersOf(fixture, files)
        if (!keeps || isClosedElsewhere(fixture, users, files)) return []
        let tests = 0
        for (const user of users.tests) tests += user.tests
        const left = timesSetUp(fixture, users, tests)
        return [{ fixture, call, kind, keeps, left }]
      }),
    ),
  )
}

/** What a fixture opens, when it closes nothing at all. */
function openedBy(fixture: Fixture): readonly { call: PyCall; kind: LeftOpenKind }[] {
  const { module } = fixture.document
  const opened = module.calls.flatMap(call => {
    if (call.within.function !== fixture.function || call.within.with.length > 0) return []
    const kind = LEFT_OPEN_KINDS.find(one => one.name.test(call.qualified) && one.opens(call, module))
    return kind && isKept(call) && isReal(call, module) ? [{ call, kind }] : []
  })
  return opened.length > 0 && closes(fixture) ? [] : opened
}

/** In its own hands, or straight in those of its users: what takes it as an argument may close it. */
function isKept({ role, target }: PyCall): boolean {
  if (role === 'returned' || role === 'yielded') return true
  return role === 'assigned' && /^\w+$/.test(target ?? '')
}

/** Whether those who get it close it, or do with it what memlint cannot follow. */
function isClosedElsewhere(fixture: Fixture, users: Users, files: TestFiles): boolean {
  if (users.dynamic.length > 0) return true
  const askers = new Set([...users.tests.map(({ test }) => test), ...users.fixtures.map(one => one.function)])
  return files
    .within(fixture.document.path, word(fixture.name))
    .some(({ module }) => clearsAll(module) || closedIn(module, fixture.name, askers))
}

/** A use by its bare name may be `with client:`, or another name for it. */
function closedIn({ uses }: PyModule, name: string, askers: ReadonlySet<PyFunction>): boolean {
  return uses.some(
    use =>
      use.name === name &&
      isWithinOne(use.within, askers) &&
      (use.kind === 'read' ||
        (use.kind === 'method' && CLOSING.test(use.member ?? '')) ||
        (use.kind === 'argument' && CLOSING.test(use.callee ?? ''))),
  )
}

function isWithinOne(within: PyWithin, functions: ReadonlySet<PyFunction>): boolean {
  for (let around = within.function; around; around = around.within.function) {
    if (functions.has(around)) return true
  }
  return false
}

function clearsAll({ calls }: PyModule): boolean {
  return calls.some(({ callee }) => /\.(clear_system_cache|prune)$/.test(callee))
}
