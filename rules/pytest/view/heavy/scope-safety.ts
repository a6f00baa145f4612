import type { PyArgument, PyUse } from '../../../../src/model/python.ts'
import type { Fixture, Scope } from '../python/fixture-forms.ts'
import { fixturesIn, isAsWide } from '../python/fixture-forms.ts'
import type { TestFiles } from '../python/test-files.ts'
import { reaches, word } from '../python/test-files.ts'
import type { User, Users } from '../python/users.ts'
import type { Heavy } from './weigh.ts'

/** Fixtures of pytest itself that live as long as the session. */
const SESSION_FIXTURES: ReadonlySet<string> = new Set([
  'tmp_path_factory',
  'tmpdir_factory',
  'pytestconfig',
  'doctest_namespace',
  'record_testsuite_property',
  'worker_id',
  'testrun_uid',
])

/** Fixtures of pytest and common plugins that are made for each test. */
const TEST_FIXTURES: ReadonlySet<string> = new Set([
  'monkeypatch',
  'tmp_path',
  'tmpdir',
  'capsys',
  'capfd',
  'capsysbinary',
  'capfdbinary',
  'capteesys',
  'caplog',
  'recwarn',
  'record_property',
  'record_xml_attribute',
  'subtests',
  'mocker',
  'event_loop',
  'benchmark',
])

/**
 * What would break if a fixture lived longer, as far as pytest itself can tell; undefined when nothing would. These
 * are errors at set-up (ScopeMismatch, another event loop), not judgements about what tests do with the object.
 */
export function breaksAt(
  fixture: Fixture,
  target: Scope,
  users: Users,
  files: TestFiles,
): string | undefined {
  const { name, asynchronous, opaque } = fixture
  if (opaque || !fixture.written) return 'the decorator gets its arguments from elsewhere'
  if (fixture.scope === 'dynamic') return 'its scope is computed'
  if (fixture.function.within.class) return 'it is a method, and pytest 10 takes no wider scope for those'
  if (asynchronous) return 'it is asynchronous, and would live on another event loop than its tests'
  if (fixture.requests.includes('request')) return 'it uses request, which is another object in a wider scope'
  for (const asked of fixture.requests) {
    const obstacle = narrower(asked, target, fixture, files)
    if (obstacle) return obstacle
  }
  if (users.overrides.length > 0) return `${name} is defined again in ${users.overrides[0]?.document.path}`
  const asynchronousUser = users.fixtures.find(other => other.name === name)
  return asynchronousUser && `${name} is built on another fixture of that name`
}

function narrower(asked: string, target: Scope, fixture: Fixture, files: TestFiles): string | undefined {
  if (SESSION_FIXTURES.has(asked)) return undefined
  if (TEST_FIXTURES.has(asked)) return `it needs ${asked}, which pytest makes for each test`
  const definitions = files
    .mentioning(word(asked))
    .flatMap(fixturesIn)
    .filter(one => one.name === asked && one.function !== fixture.function)
  if (definitions.length === 0) return `it needs ${asked}, which is not defined here`
  const narrow = definitions.find(one => !isAsWide(one.scope, target))
  return narrow && `it needs ${asked}, whose scope is ${narrow.scope} in ${narrow.document.path}`
}

/**
 * Why it cannot be proven that tests get the same results when a fixture lives longer; undefined when it can. Each
 * line is a way in which a wider scope was seen to change results.
 */
export function unprovenAt(
  fixture: Fixture,
  target: Scope,
  { heavy, users, files }: { heavy: readonly Heavy[]; users: Users; files: TestFiles },
): string | undefined {
  const breaks = breaksAt(fixture, target, users, files)
  if (breaks) return breaks
  if (fixture.params) return 'it has params, and pytest would order tests by them'
  if (fixture.autouse) return 'it is autouse'
  return (
    moreThanConstruction(fixture, heavy) ??
    autouseWithin(target, users, files) ??
    dynamicUse(fixture, users) ??
    changed(fixture, heavy[0], users)
  )
}

/** The body must be the construction alone: what else it does would then happen once. */
function moreThanConstruction(fixture: Fixture, heavy: readonly Heavy[]): string | undefined {
  const { document, function: made } = fixture
  const [only] = heavy
  if (heavy.length !== 1 || !only || only.call.within.function !== made)
    return 'it does more than construct one object'
  const calls = document.module.calls.filter(
    call => call.within.function === made && call.role !== 'decorator',
  )
  const others = calls.filter(
    call => call !== only.call && call.role !== 'receiver' && !isClosing(call.callee, only),
  )
  if (others[0]) return `it also calls ${others[0].callee}`
  const open = calls
    .filter(call => call === only.call || call.role === 'receiver')
    .flatMap(call => call.arguments)
  const computed = open.find(argument => !isConstant(argument))
  if (computed) return `what it constructs depends on ${computed.text}`
  const kept = only.call.role === 'assigned' || only.call.role === 'entered' ? only.call.target : undefined
  const given =
    made.results.length === 1 &&
    (only.call.role === 'returned' || only.call.role === 'yielded' || made.results[0] === kept)
  const plain =
    made.statements <= 3 &&
    document.module.assignments.filter(one => one.within.function === made).length <= 1
  return given && plain ? undefined : 'it does more than construct one object'
}

function isClosing(callee: string, { call }: Heavy): boolean {
  return (
    call.target !== undefined &&
    new RegExp(`^${word(call.target).source}\\.(close|stop|shutdown|quit)$`).test(callee)
  )
}

function isConstant(argument: PyArgument): boolean {
  if (argument.splat) return false
  return (
    argument.literal !== undefined ||
    /^[A-Z][A-Z\d_]*$/.test(argument.text) ||
    /^torch\.\w+$/.test(argument.qualified ?? '')
  )
}

function autouseWithin(target: Scope, users: Users, files: TestFiles): string | undefined {
  const around = files
    .mentioning(/\bautouse\b/)
    .flatMap(fixturesIn)
    .find(one => one.autouse && !isAsWide(one.scope, target) && isAround(one, users))
  return around && `${around.name} in ${around.document.path} runs around its tests and would come after it`
}

function isAround(autouse: Fixture, users: Users): boolean {
  return users.tests.some(user => reaches(autouse.document.path, user.document.path))
}

function dynamicUse(fixture: Fixture, users: Users): string | undefined {
  return users.dynamic.length > 0
    ? `${fixture.name} is also asked for by a name that the code works out, so not all of its users are known`
    : undefined
}

/** Every test must only read the object; what it is handed to may do anything with it. */
function changed(fixture: Fixture, heavy: Heavy | undefined, users: Users): string | undefined {
  const [between] = users.fixtures
  if (between) return `the fixture ${between.name} takes it and may change it`
  for (const user of users.tests.filter(one => one.direct)) {
    const use = usesIn(user, fixture.name).find(one => !isReadOnly(one, heavy?.readOnly ?? []))
    if (use) return `${user.test.qualifiedName} ${whatItDoes(use)}`
  }
  return undefined
}

function usesIn({ document, test }: User, name: string): readonly PyUse[] {
  return document.module.uses.filter(use => use.name === name && isInside(use, test))
}

function isInside(use: PyUse, test: User['test']): boolean {
  for (let around = use.within.function; around; around = around.within.function) {
    if (around === test) return true
  }
  return false
}

const HARMLESS: ReadonlySet<string> = new Set([
  'isinstance',
  'type',
  'len',
  'id',
  'repr',
  'str',
  'print',
  'hasattr',
  'callable',
])

function isReadOnly(use: PyUse, readOnly: readonly string[]): boolean {
  if (use.kind === 'call') return readOnly.includes('()')
  if (use.kind === 'method' || use.kind === 'attribute')
    return readOnly.includes(use.member?.split(/[.[]/, 1)[0] ?? '')
  return use.kind === 'argument' && HARMLESS.has(use.callee ?? '')
}

function whatItDoes(use: PyUse): string {
  if (use.kind === 'argument') return `hands it to ${use.callee}, which may change it`
  if (use.kind === 'method') return `calls its ${use.member}, which may change it`
  if (use.kind === 'item-write' || use.kind === 'attribute-write') return 'changes it'
  return 'does more with it than read'
}
