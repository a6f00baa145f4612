import type { PyFunction, PyModule } from '../../../../src/model/python.ts'
import type { FolderConfig } from '../config/config-files.ts'
import { optionOf } from '../config/config-files.ts'
import type { Fixture, Scope } from '../python/fixture-forms.ts'
import { fixturesIn, isAsWide, isScope } from '../python/fixture-forms.ts'
import type { TestFiles } from '../python/test-files.ts'
import type { User } from '../python/users.ts'
import { usersOf } from '../python/users.ts'

/** A fixture of pytest-asyncio whose scope and event loop do not go together. */
export interface AsyncFixture {
  readonly fixture: Fixture
  readonly scope: Scope
  /** The event loop it runs on. */
  readonly loop: Scope
  /** Whether the loop is written at the fixture; else the configuration gives it. */
  readonly loopWritten: boolean
  /** Tests that get it directly or through others; at least one. */
  readonly users: readonly User[]
  /** Those of them that run on a loop of another scope, where the object is known to belong to its own. */
  readonly onOtherLoops: readonly User[]
}

/** What the configuration of a folder says about event loops. */
export interface AsyncConfig {
  readonly auto: boolean
  /** Undefined where each fixture's loop has the fixture's own scope. */
  readonly fixtureLoop?: Scope
  readonly testLoop: Scope
}

export function asyncConfigOf({ winner }: FolderConfig): AsyncConfig {
  const option = (name: string) => (winner ? optionOf(winner, name)?.value : undefined)
  const fixtureLoop = option('asyncio_default_fixture_loop_scope')
  const testLoop = option('asyncio_default_test_loop_scope')
  return {
    auto: option('asyncio_mode') === 'auto' || /asyncio-mode[= ]auto/.test(String(option('addopts') ?? '')),
    ...(isScope(fixtureLoop) && { fixtureLoop }),
    testLoop: isScope(testLoop) ? testLoop : 'function',
  }
}

/** The asynchronous fixtures of a root with a wider scope or a wider loop than a test's, and who uses them. */
export function asyncFixturesIn(files: TestFiles, config: AsyncConfig): readonly AsyncFixture[] {
  const documents = files.mentioning(/\basync def\b/).filter(({ text }) => /\b(loop_)?scope\b/.test(text))
  return documents.flatMap(fixturesIn).flatMap(fixture => {
    const { scope, loopScope = config.fixtureLoop ?? scope } = fixture
    const isAsync = fixture.function.async && (fixture.ofAsyncio || config.auto)
    if (!isAsync || fixture.opaque || scope === 'dynamic' || loopScope === 'dynamic') return []
    if (scope === 'function' && fixture.loopScope === undefined) return []
    const users = usersOf(fixture, files).tests
    const onOtherLoops = belongsToLoop(fixture)
      ? users.filter(user => isOnOther(user, loopScope, config))
      : []
    if (users.length === 0) return []
    const loopWritten = fixture.loopScope !== undefined
    return [{ fixture, scope, loop: loopScope, loopWritten, users, onOtherLoops }]
  })
}

/** Whether pytest-asyncio stops the tests: a fixture cannot outlive the loop it was made on. */
export function isCutShort({ scope, loop }: AsyncFixture): boolean {
  return !isAsWide(loop, scope)
}

/** Whether only the loop is kept, and the fixture is made again for each test. */
export function keepsOnlyTheLoop({ scope, loop, loopWritten }: AsyncFixture): boolean {
  return loopWritten && scope === 'function' && loop !== 'function'
}

/** A browser of Playwright, a cluster or client of Dask: they talk to their process through the loop. */
function belongsToLoop({ function: made, document }: Fixture): boolean {
  return document.module.calls.some(
    ({ qualified, within, awaited, arguments: given }) =>
      within.function === made &&
      ((awaited && /\.(chromium|firefox|webkit)\.launch\w*$/.test(qualified)) ||
        (/^(dask\.)?distributed\./.test(qualified) &&
          given.some(one => one.name === 'asynchronous' && one.literal === true))),
  )
}

function isOnOther({ document, test }: User, loop: Scope, config: AsyncConfig): boolean {
  if (!test.async) return false
  const own = markedLoop(test, document.module)
  return own !== 'dynamic' && (own ?? config.testLoop) !== loop
}

/** `@pytest.mark.asyncio(loop_scope="session")` on a test, its class, or the module's `pytestmark`. */
function markedLoop(test: PyFunction, { calls, assignments }: PyModule): Scope | 'dynamic' | undefined {
  const decorators = [...test.decorators, ...(test.within.class?.decorators ?? [])]
  const marks = decorators
    .filter(one => one.qualified.endsWith('mark.asyncio'))
    .map(one => one.arguments ?? [])
  if (assignments.some(one => one.target === 'pytestmark')) {
    const ofModule = calls.filter(one => one.role !== 'decorator' && one.qualified.endsWith('mark.asyncio'))
    marks.push(...ofModule.map(one => one.arguments))
  }
  for (const given of marks) {
    const found = given.find(one => one.name === 'loop_scope' || one.name === 'scope')
    if (found) return isScope(found.literal) ? found.literal : 'dynamic'
    if (given.some(one => one.splat)) return 'dynamic'
  }
  return undefined
}
