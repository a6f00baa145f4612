import { formatGiB } from '../../src/model/bytes.ts'
import type { Problem } from '../../src/model/finding.ts'
import type { Fix } from '../../src/model/fix.ts'
import { insert, set } from '../../src/model/fix.ts'
import { footprint } from '../../src/model/footprint.ts'
import { defineRule } from '../../src/model/rule.ts'
import { setting } from '../../src/model/setting.ts'
import { explainAmount } from '../common/explain-footprint.ts'
import type { PytestView } from './ecosystem.ts'
import pytest from './ecosystem.ts'
import { costPerTest, isModest, isOneAtATime } from './view/heavy/cost-per-test.ts'
import type { HeavyFixture } from './view/heavy/heavy-fixtures.ts'
import { isLight, isReused, modulesOf } from './view/heavy/heavy-fixtures.ts'
import { unprovenAt } from './view/heavy/scope-safety.ts'
import { targetScope } from './view/heavy/target-scope.ts'
import { isToldElsewhere } from './view/heavy/told-elsewhere.ts'
import type { PythonSide } from './view/python/python.ts'

export default defineRule<PytestView>({
  id: 'pytest/heavy-fixture-per-test',
  ecosystem: pytest,
  summary: 'a fixture loads something heavy again for every test',
  why: `A fixture without a scope is set up for each test. When it loads a model, every test reads and allocates it again, in
every worker. While tests pass, the memory comes back each time; a test that fails keeps its fixtures alive through its
traceback until the session ends: eight failing tests with a fixture of 150 MB took 934 MiB, the same tests passing
183 MiB (measured, CPython 3.11, pytest 9). Some libraries never give memory back, and then every test adds to it.

\`scope="module"\` loads it once for each module and frees it after that. \`scope="session"\` holds it to the end, in every
worker: five different fixtures of 150 MB took 783 MiB at session scope and 183 MiB at module scope (measured), so it is
worth it only for one object that many modules share, or one that is never freed anyway.

\`--maxfail\` bounds what failing tests hold: 20 failing tests with a fixture of 150 MB took 1,232 MiB, 331 MiB with
\`--maxfail=3\` and 181 MiB with \`-x\`; \`--tb=no\` and \`--show-capture=no\` saved nothing (measured, pytest 9.2). With workers it
is inexact, \`-n 4 --maxfail=3\` stopped after 10 failures, and killed workers are replaced all the same.

transformers 4.43 and newer map the weights of a safetensors file that has the asked number format: every process shares
them then, and 124 million parameters took 24 MiB of each instead of 498 MiB (measured, transformers 5.24 and 4.40). The
code does not tell which it is, so for such models the finding only informs; what they cost for sure is the time to load.

The fix is offered where the fixture is one construction from constants and every test that asks for it only reads it.
It is still unsafe: tests share the object then. A fixture that one test uses is left alone, since a wider scope would
only keep its object longer.`,
  severity: 'warning',
  confidence: 'medium',
  fixes: ['unsafe', 'manual'],
  dependsOnHost: true,
  references: [
    'https://docs.pytest.org/en/stable/how-to/fixtures.html#scope-sharing-fixtures-across-classes-modules-packages-or-session',
    'https://github.com/mlflow/mlflow/pull/5568',
    'https://github.com/chroma-core/chroma/issues/5843',
  ],
  *check(view, context) {
    const { python } = view
    for (const one of python.heavyFixtures) {
      if (one.fixture.scope !== 'function' || one.tests < 2 || isLight(one) || isReused(one)) continue
      if (!isToldElsewhere(one, python)) yield perTest(one, python, targetScope(one, view, context))
    }
  },
})

function perTest(one: HeavyFixture, python: PythonSide, target: 'module' | 'session'): Problem {
  const { fixture, heavy, users, tests } = one
  const amounts = heavy.map(({ amount }) => amount)
  const needs = footprint('derived', amounts)
  const what = amounts.map(amount => amount.what).join(' and ')
  const modules = modulesOf(users)
  const places = modules.length === 1 ? modules[0] : `${modules.length} modules`
  const kept = heavy.some(({ freed }) => !freed)
  return {
    at: setting(fixture.name, fixture.document, fixture.at),
    message: `${fixture.name} loads ${what} (${formatGiB(needs.bytes)}) for each of ${tests} tests in ${places}${kept ? ', and its memory never comes back' : ''}`,
    because: [...amounts.map(explainAmount), costPerTest(one, needs.bytes)],
    footprint: needs,
    ...(isModest(one, needs.bytes) && { severity: 'info' }),
    fix: fixFor(one, python, target),
  }
}

function fixFor(one: HeavyFixture, python: PythonSide, target: 'module' | 'session'): Fix {
  const { fixture, heavy, users } = one
  const title = `give ${fixture.name} scope="${target}"`
  const obstacle = unprovenAt(fixture, target, { heavy, users, files: python.files })
  if (obstacle && target === 'session') return fixFor(one, python, 'module')
  if (isOneAtATime(one)) return { title, safety: 'manual', why: RUNNING }
  if (obstacle || !fixture.written) return { title, safety: 'manual', why: `memlint leaves it: ${obstacle}` }
  const write = fixture.written.value === undefined ? insert : set
  const why = `the tests of a ${target} then share one object; they only read it, as far as memlint can see`
  return { title, ops: [write(fixture.written, target)], safety: 'unsafe', why }
}

const RUNNING = 'memlint leaves it: tests that do not ask for it would find the one of the process running'
