import { formatGiB } from '../../src/model/bytes.ts'
import type { Note, Problem } from '../../src/model/finding.ts'
import type { Context } from '../../src/model/rule.ts'
import { defineRule } from '../../src/model/rule.ts'
import { setting } from '../../src/model/setting.ts'
import { explainFootprint } from '../common/explain-footprint.ts'
import type { PlannedRun, PytestView } from './ecosystem.ts'
import pytest from './ecosystem.ts'
import type { HeavyFixture } from './view/heavy/heavy-fixtures.ts'
import { modulesOf } from './view/heavy/heavy-fixtures.ts'
import type { SessionSum } from './view/heavy/session-sum.ts'
import { bytesOf, sessionSumOf, sumOnHost } from './view/heavy/session-sum.ts'

export default defineRule<PytestView>({
  id: 'pytest/session-fixtures-sum',
  ecosystem: pytest,
  summary: 'session fixtures of different modules are all held to the end, and their sum does not fit',
  why: `A fixture with \`scope="session"\` is kept until the session ends, long after the last test that used it. Several of them add
up: five different fixtures of 150 MB took 783 MiB at session scope and 183 MiB at module scope, where one goes before the next
comes (measured, CPython 3.11, pytest 9). With pytest-xdist every worker that meets such a test has its own, so the sum counts
once for each worker.

Session scope pays for an object that many modules share. One that one or two modules use is loaded as rarely with
\`scope="module"\`, and freed after them. Common advice says the opposite, to widen whatever is slow; mlflow went back to module
scope because its CI ran out of memory.

The finding appears only where the sum is more than a machine has, and counts a fixture no more often than it has tests (with
\`--dist loadfile\` and \`loadscope\`: modules or classes).`,
  severity: 'warning',
  confidence: 'medium',
  fixes: ['manual'],
  dependsOnHost: true,
  references: [
    'https://docs.pytest.org/en/stable/how-to/fixtures.html#fixture-scopes',
    'https://github.com/mlflow/mlflow/pull/5568',
    'https://github.com/pytest-dev/pytest/issues/393',
    'https://pytest-xdist.readthedocs.io/en/stable/distribution.html',
  ],
  *check({ runs, python }, context) {
    const run = runs.find(one => one.workers.distributed) ?? runs[0]
    const found = sessionSumOf(python.heavyFixtures)
    const problem = found && run && tooMuch(found, run, context)
    if (problem) yield problem
  },
})

/** A scope that frees less than a quarter is no cure. */
const HELPS = 0.75

function tooMuch(found: SessionSum, run: PlannedRun, context: Context): Problem | undefined {
  const [largest, ...others] = found.fixtures
  const distribution = run.options.distribution?.value
  // Groups may hold each fixture on one worker.
  if (!largest || !run.workload || distribution === 'loadgroup') return undefined
  const { hosts, workload } = context.size(run.workload, '')
  const over = hosts
    .map(host => ({ host, sum: sumOnHost(found, host, distribution) }))
    .filter(({ host, sum }) => sum.asWritten > host.row.available && sum.asModules <= HELPS * sum.asWritten)
  const [worst] = over
  if (!worst) return undefined
  const { fixture } = largest
  return {
    at: setting(fixture.name, fixture.document, fixture.at),
    message: `${found.fixtures.length} session fixtures hold ${formatGiB(found.bytes)} to the end of the session in each process that meets them, though few modules use each: ${formatGiB(worst.sum.asWritten)} with all the rest on ${worst.host.plan.host.name}`,
    because: [...over.map(({ sum }) => sum.arithmetic), use(largest), ...explainFootprint(workload)],
    related: others.map(also),
    hosts: over.map(({ host }) => host.plan.host.name),
    footprint: workload.footprint,
    fix: {
      title: 'give each of them scope="module"',
      safety: 'manual',
      why: 'tests of two modules then no longer share the object, which is for their author to judge',
    },
  }
}

function use(one: HeavyFixture): string {
  return `${one.fixture.name} holds ${formatGiB(bytesOf(one))} and is used in ${modulesOf(one.users).join(' and ')}`
}

function also(one: HeavyFixture): Note {
  return { at: setting(one.fixture.name, one.fixture.document, one.fixture.at), message: use(one) }
}
