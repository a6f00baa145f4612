import { formatGiB } from '../../src/model/bytes.ts'
import type { Problem } from '../../src/model/finding.ts'
import { footprint } from '../../src/model/footprint.ts'
import { defineRule } from '../../src/model/rule.ts'
import { setting } from '../../src/model/setting.ts'
import { explainAmount } from '../common/explain-footprint.ts'
import type { PytestView } from './ecosystem.ts'
import pytest from './ecosystem.ts'
import type { AsyncFixture } from './view/heavy/async-loops.ts'
import { isCutShort, keepsOnlyTheLoop } from './view/heavy/async-loops.ts'
import type { HeavyFixture } from './view/heavy/heavy-fixtures.ts'
import { isLight } from './view/heavy/heavy-fixtures.ts'

export default defineRule<PytestView>({
  id: 'pytest/async-fixture-scope',
  ecosystem: pytest,
  summary: 'the scope of an asynchronous fixture and that of its event loop do not go together',
  why: `pytest-asyncio knows two scopes: \`scope\` is how long the fixture's object lives, \`loop_scope\` is whose event loop it is
made on. Whoever widens a heavy fixture has to widen both, and the loop of its tests; with one of them missing it breaks or
changes nothing, and the fixture goes back to loading its object for each test.

Seen with pytest-asyncio 0.24 to 1.5: a loop narrower than the scope, written or from \`asyncio_default_fixture_loop_scope\`, is a
ScopeMismatch in every test that asks for the fixture. \`loop_scope="session"\` alone leaves the scope at the test: the object is
made again each time. With both wide, a test still runs on its own loop unless \`@pytest.mark.asyncio(loop_scope="session")\` or
\`asyncio_default_test_loop_scope\` says otherwise, and what belongs to the fixture's loop does not work there: a Dask client of
the session's loop hung in a test on its own loop, and worked in one on the session's. Up to 0.22 a wider fixture needs
an \`event_loop\` fixture as wide.`,
  severity: 'warning',
  confidence: 'high',
  fixes: ['manual'],
  dependsOnHost: false,
  references: [
    'https://pytest-asyncio.readthedocs.io/en/stable/reference/decorators/index.html',
    'https://pytest-asyncio.readthedocs.io/en/stable/reference/configuration.html',
    'https://pytest-asyncio.readthedocs.io/en/stable/concepts.html',
  ],
  *check({ python }) {
    for (const one of python.asyncFixtures) {
      const heavy = python.heavyFixtures.find(other => other.fixture.function === one.fixture.function)
      if (isCutShort(one)) yield cutShort(one)
      else if (heavy && !isLight(heavy) && keepsOnlyTheLoop(one)) yield inVain(one, heavy)
      else if (one.onOtherLoops.length > 0) yield onOtherLoops(one)
    }
  },
})

function cutShort({ fixture, scope, loop, loopWritten }: AsyncFixture): Problem {
  const where = loopWritten ? `loop_scope="${loop}"` : `asyncio_default_fixture_loop_scope = ${loop}`
  return {
    at: setting(fixture.name, fixture.document, fixture.at),
    message: `${fixture.name} has scope="${scope}" on an event loop that ends sooner (${where}): every test that asks for it fails with ScopeMismatch`,
    fix: {
      title: `give it loop_scope="${scope}"`,
      safety: 'manual',
      why: `tests that use what belongs to that loop need @pytest.mark.asyncio(loop_scope="${scope}") too`,
    },
  }
}

function inVain({ fixture, loop }: AsyncFixture, { heavy, tests }: HeavyFixture): Problem {
  const amounts = heavy.map(({ amount }) => amount)
  const needs = footprint('derived', amounts)
  return {
    at: setting(fixture.name, fixture.document, fixture.at),
    message: `loop_scope="${loop}" keeps the event loop of ${fixture.name} and not its object: ${formatGiB(needs.bytes)} are loaded again for each of ${tests} tests`,
    because: amounts.map(explainAmount),
    footprint: needs,
    fix: {
      title: `give it scope="${loop}" as well`,
      safety: 'manual',
      why: 'its tests then share one object, which is for their author to judge',
    },
  }
}

function onOtherLoops({ fixture, scope, loop, onOtherLoops: [first] }: AsyncFixture): Problem {
  return {
    at: setting(fixture.name, fixture.document, fixture.at),
    message: `${fixture.name} is made on the event loop of the ${loop}, and ${first?.test.qualifiedName} runs on another: what belongs to a loop hangs or fails there`,
    severity: 'info',
    fix: {
      title: `run its tests with @pytest.mark.asyncio(loop_scope="${loop}")`,
      safety: 'manual',
      why: `tests of one ${scope} then share the loop, with the tasks that others leave on it`,
    },
  }
}
