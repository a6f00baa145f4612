import { formatFactor, formatGiB, GiB } from '../../src/model/bytes.ts'
import type { Problem } from '../../src/model/finding.ts'
import { footprint } from '../../src/model/footprint.ts'
import type { HostSizing } from '../../src/model/rule.ts'
import { defineRule } from '../../src/model/rule.ts'
import { explainAmount } from '../common/explain-footprint.ts'
import type { PytestView } from './ecosystem.ts'
import pytest from './ecosystem.ts'
import type { SpreadFixture } from './view/heavy/spread.ts'
import { spreadFixtures } from './view/heavy/spread.ts'
import { writtenOptions } from './view/runs/cap-fix.ts'

export default defineRule<PytestView>({
  id: 'pytest/heavy-fixture-spread',
  ecosystem: pytest,
  summary: 'tests of one file go to all workers, and each of them loads the same heavy fixture',
  why: `A fixture with \`scope="session"\` is set up once in each worker that runs a test with it, not once in a session. With
\`--dist load\`, which is the default, neighbouring tests go to different workers: with 24 tests in one of 7 files, 3 of 4
workers loaded the fixture. \`--dist worksteal\` is a placebo here: it begins with longer pieces, and what is stolen is
loaded again, by all 4 workers where those tests were the slow ones. \`--dist loadfile\` loaded it once, and the run took 5.4 s
instead of 3.4 s, since the slow tests were all in that file; with two such files it was loaded twice by 4 workers
(measured, pytest 9.2, pytest-xdist 3.8).

\`--dist loadscope\` keeps the tests of a module or class together. \`--dist loadgroup\` with \`@pytest.mark.xdist_group\`
confines exactly the tests that are marked, but not with pytest 9.2.0 and pytest-xdist 3.8.0: there it groups nothing and
says nothing, and 4 workers loaded the fixture; with pytest 9.1 it was 1 (measured).

The finding appears where at most one in four test modules uses the fixture.`,
  severity: 'warning',
  confidence: 'medium',
  fixes: ['manual'],
  dependsOnHost: true,
  references: [
    'https://pytest-xdist.readthedocs.io/en/stable/distribution.html',
    'https://github.com/pytest-dev/pytest-xdist/issues/271',
    'https://github.com/pytest-dev/pytest-xdist/issues/1386',
  ],
  *check({ runs: [plain], python }, context) {
    if (!plain?.workload) return
    const { hosts } = context.size(plain.workload, writtenOptions(plain))
    const [largest] = hosts.toSorted((a, b) => workersOn(b) - workersOn(a))
    if (!largest) return
    for (const spread of spreadFixtures(plain, python)) {
      const problem = copied(spread, largest, writtenOptions(plain))
      if (problem) yield problem
    }
  },
})

/** Fewer than these are not worth the time that keeping files together may cost. */
const WORTH_IT = GiB

function workersOn({ row }: HostSizing): number {
  return row.processes === 'unbounded' ? row.fits : row.processes
}

function copied({ one, modules, at }: SpreadFixture, host: HostSizing, options: string): Problem | undefined {
  const amounts = one.heavy.map(({ amount }) => amount)
  const needs = footprint('derived', amounts)
  const copies = Math.min(workersOn(host), one.tests)
  const saved = (copies - modules.length) * needs.bytes
  if (saved < WORTH_IT) return undefined
  const files = modules.length === 1 ? modules[0] : `${modules.length} files`
  return {
    at,
    message: `up to ${copies} workers load ${one.fixture.name} for ${one.tests} tests in ${files}: ${copies} × ${formatFactor(needs.bytes)} = ${formatGiB(copies * needs.bytes)}, where --dist loadfile needs ${modules.length} × ${formatFactor(needs.bytes)}`,
    because: [
      ...amounts.map(explainAmount),
      `${options} starts ${workersOn(host)} workers on ${host.plan.host.name}, and the tests of one file go to any of them`,
    ],
    related: [{ at: host.row.workload.count, message: 'these are the workers' }],
    footprint: needs,
    // Room for all copies makes it a waste and no danger.
    ...(!host.row.over && { severity: 'info' }),
    fix: {
      title: 'add --dist=loadfile',
      safety: 'manual',
      why: 'the tests of a file then run one after another in one worker, which may take longer, and which tests share a process changes',
    },
  }
}
