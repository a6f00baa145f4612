import type {
  PyArgument,
  PyCall,
  PyFunction,
  PyModule,
  PythonDocument,
} from '../../../../src/model/python.ts'
import type { Fixture } from './fixture-forms.ts'
import { fixturesIn, requestsOf } from './fixture-forms.ts'
import type { TestFiles } from './test-files.ts'
import { isConftest, reaches, word } from './test-files.ts'

/** A test that gets a fixture, directly or through other fixtures. */
export interface User {
  readonly document: PythonDocument
  readonly test: PyFunction
  /** How many tests its literal parametrization makes; at least 1. */
  readonly tests: number
  /** Whether it asks for the fixture by its name, and so may touch the object. */
  readonly direct: boolean
}

/** Who uses a fixture. */
export interface Users {
  readonly tests: readonly User[]
  /** Other fixtures that ask for it. */
  readonly fixtures: readonly Fixture[]
  /** Other fixtures of the same name in its reach. */
  readonly overrides: readonly Fixture[]
  /** Names it is asked for in ways that only a run can tell: `getfixturevalue`, indirect parametrization. */
  readonly dynamic: readonly PyCall[]
}

export function usersOf(fixture: Fixture, files: TestFiles, seen: readonly string[] = []): Users {
  const documents = files.within(fixture.document.path, word(fixture.name))
  const named = documents.flatMap(fixturesIn)
  const others = named.filter(other => other.function !== fixture.function)
  const overrides = others.filter(other => other.name === fixture.name)
  const asking = others.filter(
    other => other.requests.includes(fixture.name) && reachesFixture(fixture, other),
  )
  const direct = documents.flatMap(document => directUsers(fixture, document, overrides))
  const throughOthers = asking
    .filter(other => other.name !== fixture.name && !seen.includes(other.name))
    .flatMap(other =>
      usersOf(other, files, [...seen, fixture.name]).tests.map(user => ({ ...user, direct: false })),
    )
  return {
    tests: distinct([...direct, ...throughOthers]),
    fixtures: asking,
    overrides,
    dynamic: documents.flatMap(({ module }) => module.calls.filter(call => isDynamic(call, fixture.name))),
  }
}

/** Whether a class's fixture can be seen where another function stands. */
function reachesFixture(
  fixture: Fixture,
  other: { function: PyFunction; document: PythonDocument },
): boolean {
  const own = fixture.function.within.class
  if (!own) return true
  return other.document === fixture.document && other.function.within.class === own
}

function directUsers(fixture: Fixture, document: PythonDocument, overrides: readonly Fixture[]): User[] {
  if (isConftest(document.path)) return []
  const nearer = overrides.some(other => isNearer(other, fixture, document))
  if (nearer) return []
  return testsIn(document)
    .filter(test => reachesFixture(fixture, { function: test, document }))
    .filter(
      test =>
        fixture.autouse ||
        requestsOf(test).includes(fixture.name) ||
        marksUse(test, document.module, fixture.name),
    )
    .map(test => ({ document, test, tests: countOf(test), direct: requestsOf(test).includes(fixture.name) }))
}

/** Whether an override is what a module sees in place of the fixture. */
function isNearer(other: Fixture, fixture: Fixture, document: PythonDocument): boolean {
  return (
    reaches(other.document.path, document.path) && other.document.path.length > fixture.document.path.length
  )
}

/** What pytest collects by default: `test*` functions, at module level or in `Test*` classes. */
export function testsIn({ module }: PythonDocument): readonly PyFunction[] {
  return module.functions.filter(one => {
    if (!one.name.startsWith('test') || one.within.function) return false
    if (one.decorators.some(decorator => decorator.qualified.endsWith('.fixture'))) return false
    return one.within.class === undefined || one.within.class.name.startsWith('Test')
  })
}

/** `@pytest.mark.usefixtures("model")` on the test or its class, or the module's `pytestmark`. */
function marksUse(test: PyFunction, module: PyModule, name: string): boolean {
  const decorators = [...test.decorators, ...(test.within.class?.decorators ?? [])]
  const marked = decorators.filter(one => one.qualified.endsWith('mark.usefixtures'))
  if (marked.some(one => holds(one.arguments ?? [], name))) return true
  const marks = module.assignments.some(one => one.target === 'pytestmark')
  return (
    marks &&
    module.calls.some(
      call =>
        call.role !== 'decorator' &&
        call.qualified.endsWith('mark.usefixtures') &&
        holds(call.arguments, name),
    )
  )
}

function holds(given: readonly PyArgument[], name: string): boolean {
  return given.some(one => one.literal === name)
}

/** How many tests the literal parametrizations of one make. */
export function countOf(test: PyFunction): number {
  const decorators = [...test.decorators, ...(test.within.class?.decorators ?? [])]
  let count = 1
  for (const decorator of decorators) {
    if (!decorator.qualified.endsWith('mark.parametrize')) continue
    const values = decorator.arguments?.find(one => one.name === 'argvalues') ?? decorator.arguments?.[1]
    if (Array.isArray(values?.literal)) count *= Math.max(1, values.literal.length)
  }
  return Math.min(count, 100_000)
}

function isDynamic(call: PyCall, name: string): boolean {
  if (call.callee.endsWith('getfixturevalue')) {
    const asked = call.arguments[0]?.literal
    return asked === undefined || asked === name
  }
  if (!call.qualified.endsWith('mark.parametrize')) return false
  const names = call.arguments[0]?.text ?? ''
  const indirect = call.arguments.find(one => one.name === 'indirect')
  return indirect !== undefined && indirect.literal !== false && word(name).test(names)
}

function distinct(users: readonly User[]): User[] {
  const byTest = new Map<PyFunction, User>()
  for (const user of users) {
    const known = byTest.get(user.test)
    if (!known || (user.direct && !known.direct)) byTest.set(user.test, user)
  }
  return [...byTest.values()]
}
