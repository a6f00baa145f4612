import type { Problem } from '../../src/model/finding.ts'
import type { Context } from '../../src/model/rule.ts'
import { defineRule } from '../../src/model/rule.ts'
import { setting } from '../../src/model/setting.ts'
import { explainFootprint } from '../common/explain-footprint.ts'
import type { PlannedRun, PytestView } from './ecosystem.ts'
import pytest from './ecosystem.ts'
import { nestedArithmetic, nestedMemory, nestedProcesses } from './view/processes/nested-processes.ts'
import type { NestedRun } from './view/processes/nested-pytest.ts'
import { startsWorkers } from './view/processes/nested-pytest.ts'
import { andHere } from './view/python/and-here.ts'
import { atOnce, tipsOver } from './view/python/at-once.ts'

export default defineRule<PytestView>({
  id: 'pytest/nested-pytest',
  ecosystem: pytest,
  summary: 'a test starts a pytest that starts all workers again',
  why: `A pytest that a test starts reads the same \`addopts\`: with \`-n 3\` there, three workers that each run such a test are
1 + 3 + 3 × (1 + 3) = 16 processes at once (measured); with 45 workers it is 2,116.

pytest looks for its configuration from its path arguments upwards, or from the working directory when there are none. A
run on \`tmp_path\`, or with \`cwd=tmp_path\`, finds none and starts no workers; nor does one with another file after \`-c\`. The
runs of \`pytester\` and \`testdir\` get a folder of their own, and PYTEST_ADDOPTS is taken from them; every other nested run
inherits that variable, wherever it runs (all seen with pytest 9.2 and pytest-xdist 3.8).

\`-n0\` stops the workers whatever asks for them. \`-o addopts=\` drops all of \`addopts\` and leaves PYTEST_ADDOPTS. \`-p no:xdist\` is
no cure: pytest then stops at the \`-n\` in \`addopts\`, which it no longer knows.`,
  severity: 'warning',
  confidence: 'medium',
  fixes: ['manual'],
  dependsOnHost: true,
  references: [
    'https://docs.pytest.org/en/stable/reference/customize.html#finding-the-rootdir',
    'https://pytest-xdist.readthedocs.io/en/stable/distribution.html',
  ],
  *check({ runs, python }, context) {
    for (const run of runs) {
      const nested = python.nestedRuns.filter(one => startsWorkers(one, run))
      const problem = multiplied(nested, run, context)
      if (!problem) continue
      yield problem
      return
    }
  },
})

function multiplied(nested: readonly NestedRun[], run: PlannedRun, context: Context): Problem | undefined {
  const [first, ...others] = nested
  if (!first || !run.workload) return undefined
  const tests = nested.reduce((sum, one) => sum + one.tests, 0)
  const sizing = context.size(run.workload, '')
  const { workload } = sizing
  const hosts = atOnce(sizing, tests)
  const [worst] = hosts
  if (!worst) return undefined
  const over = hosts.filter(host => tipsOver(host, nestedMemory(first, host)))
  return {
    at: setting(first.call.callee, first.document, first.call.at),
    message: `${first.call.callee} starts a pytest with workers of its own: ${nestedProcesses(first, over[0] ?? worst)}`,
    because: [
      `${tests} ${tests === 1 ? 'test starts' : 'tests start'} one, and each worker runs one test at a time`,
      ...hosts.map(host => nestedArithmetic(first, host)),
      ...explainFootprint(workload),
    ],
    related: andHere(others),
    footprint: workload.footprint,
    ...(over.length === 0 ? { severity: 'info' } : { hosts: over.map(({ plan }) => plan.host.name) }),
    fix: {
      title: 'start it with -n0',
      safety: 'manual',
      why: 'whether the nested run is meant to be spread is for its author to say',
    },
  }
}
