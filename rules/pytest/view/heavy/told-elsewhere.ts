import type { PythonSide } from '../python/python.ts'
import { keepsOnlyTheLoop } from './async-loops.ts'
import type { HeavyFixture } from './heavy-fixtures.ts'

/** Whether another rule says why a fixture is made for each test although its author meant otherwise. */
export function isToldElsewhere({ fixture }: HeavyFixture, python: PythonSide): boolean {
  const { misplacedScopes, asyncFixtures } = python
  return (
    misplacedScopes.some(other => other.function === fixture.function) ||
    asyncFixtures.some(one => one.fixture.function === fixture.function && keepsOnlyTheLoop(one))
  )
}
