import type { EcosystemOptions } from '../../../../src/model/ecosystem.ts'
import type { PythonDocument } from '../../../../src/model/python.ts'
import { constructionsIn } from '../python/constructions.ts'
import type { Fixture } from '../python/fixture-forms.ts'
import { fixturesIn } from '../python/fixture-forms.ts'
import type { TestFiles } from '../python/test-files.ts'
import type { Users } from '../python/users.ts'
import { usersOf } from '../python/users.ts'
import { closesIt } from './closing.ts'
import type { Heavy } from './weigh.ts'
import { LIGHT } from './weigh.ts'

/** A fixture that constructs something heavy each time it is set up. */
export interface HeavyFixture {
  readonly fixture: Fixture
  /** At least one. */
  readonly heavy: readonly Heavy[]
  readonly users: Users
  /** How many tests get it, literal parametrizations counted; a lower bound. */
  readonly tests: number
  /** How often it is set up: once per test, class, module or session. */
  readonly uses: number
}

export function heavyFixturesIn(
  documents: readonly PythonDocument[],
  files: TestFiles,
  options: EcosystemOptions,
): readonly HeavyFixture[] {
  return documents.flatMap(document => {
    const constructions = constructionsIn(document, options)
    return fixturesIn(document).flatMap(fixture => {
      const heavy = constructions
        .by(fixture.function)
        .map(one => (closesIt(one.call, fixture) ? { ...one, freed: true } : one))
      return heavy.length === 0 ? [] : [used(fixture, heavy, files)]
    })
  })
}

function used(fixture: Fixture, heavy: readonly Heavy[], files: TestFiles): HeavyFixture {
  const users = usersOf(fixture, files)
  let tests = 0
  for (const user of users.tests) tests += user.tests
  return { fixture, heavy, users, tests, uses: timesSetUp(fixture, users, tests) }
}

/** How often a fixture is set up in all: a lower bound. */
export function timesSetUp({ scope }: Fixture, users: Users, tests: number): number {
  if (scope === 'function' || scope === 'dynamic') return tests
  if (scope === 'module') return modulesOf(users).length
  if (scope === 'class') return new Set(users.tests.map(({ test }) => test.within.class ?? test)).size
  return Math.min(1, tests)
}

/** Whether all that its tests hold at once in their own process, or leave behind, is too little to speak of. */
export function isLight({ heavy, uses }: HeavyFixture): boolean {
  let held = 0
  for (const { amount, freed, separate } of heavy)
    if (!separate) held += freed ? amount.bytes : amount.bytes * uses
  return held < LIGHT
}

/** Whether setting it up again gives what is there already: one of the process, which it does not stop. */
export function isReused({ fixture, heavy }: HeavyFixture): boolean {
  const { calls } = fixture.document.module
  const stops = calls.some(call => call.within.function === fixture.function && /\.stop$/.test(call.callee))
  return heavy.every(({ shared }) => shared) && !stops
}

/** The paths of the modules whose tests use it, sorted. */
export function modulesOf(users: Users): readonly string[] {
  return [...new Set(users.tests.map(({ document }) => document.path))].sort()
}
