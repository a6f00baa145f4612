import { GiB } from '../../src/model/bytes.ts'
import type { Problem } from '../../src/model/finding.ts'
import type { HostSizing, Sizing } from '../../src/model/rule.ts'
import { defineRule } from '../../src/model/rule.ts'
import { explainFootprint } from '../common/explain-footprint.ts'
import type { PlannedRun, PytestView } from './ecosystem.ts'
import pytest from './ecosystem.ts'
import type { HeavyFixture } from './view/heavy/heavy-fixtures.ts'
import { capFix, writtenOptions } from './view/runs/cap-fix.ts'
import { isLimited, limitRestarts, restartsOf } from './view/runs/restarts.ts'

export default defineRule<PytestView>({
  id: 'pytest/worker-restart-storm',
  ecosystem: pytest,
  summary: 'workers that the kernel kills are replaced again and again',
  why: `When memory runs out, the kernel kills a worker. pytest-xdist reports the test as crashed and starts a new worker, which
imports and loads everything again beside the others, and is killed in turn. Without \`--max-worker-restart\` that goes on
four times for each worker that \`-n\` asks for: with tests that kill their process, \`-n 2\` used up 9 processes and \`-n 4\` 17.
\`--maxprocesses\` does not lower that: \`-n 8 --maxprocesses=2\` used up 33. Workers of \`--tx\` are replaced without end: 60
processes for 60 tests (measured, pytest 9.2, pytest-xdist 3.8).

\`--max-worker-restart=4\` ended \`-n 4\` after 5 processes, \`--max-worker-restart=0\` after 4. \`--maxfail\` is no remedy: under
\`-n 4 --maxfail=3\` 17 processes died all the same. A limit treats the symptom;
fewer or smaller workers are the cure.

The finding appears where workers do not fit and memlint cannot cap them, and where a fixture that is never freed
leaves a GiB and more behind. Everywhere else pytest/workers-exceed-memory is the cure.`,
  severity: 'warning',
  confidence: 'medium',
  fixes: ['unsafe', 'manual'],
  dependsOnHost: true,
  references: [
    'https://pytest-xdist.readthedocs.io/en/stable/crash.html',
    'https://github.com/pytest-dev/pytest-xdist/blob/v3.8.0/src/xdist/workermanage.py',
    'https://github.com/pytest-dev/pytest-xdist/issues/226',
  ],
  *check({ runs, python }, context) {
    const grows = python.heavyFixtures.find(isLeak)
    for (const run of runs) {
      if (!run.workload || !run.workers.decidedBy || run.decidedByHook || isLimited(run)) continue
      const sizing = context.size(run.workload, writtenOptions(run))
      const [worst] = sizing.hosts.filter(isSpread).toSorted((a, b) => a.row.fits - b.row.fits)
      if (!worst) continue
      if (sizing.over.length > 0 && isKnown(sizing) && capFix(run, sizing, context).safety === 'manual')
        yield {
          ...storm(run, worst, 'run out of memory'),
          hosts: sizing.over.map(({ plan }) => plan.host.name),
        }
      else if (grows)
        yield { ...storm(run, worst, `grow with each use of ${grows.fixture.name}`), severity: 'info' }
    }
  },
})

/** Every use of it stays in a worker to the end, and all of them are much. */
function isLeak({ heavy, uses }: HeavyFixture): boolean {
  let kept = 0
  for (const { amount, freed } of heavy) if (!freed) kept += amount.bytes * uses
  return kept >= GiB
}

function isSpread({ row }: HostSizing): boolean {
  return row.processes !== 1
}

/** Of a worker whose size is a guess too little is known. */
function isKnown({ workload }: Sizing): boolean {
  return workload.footprint.basis !== 'default'
}

function storm(run: PlannedRun, worst: HostSizing, why: string): Problem {
  const { row, plan, arithmetic } = worst
  const restarts = restartsOf(run, Number(row.processes))
  return {
    at: row.workload.count,
    message: `these workers ${why} on ${plan.host.name}, and pytest-xdist replaces killed ones ${restarts.text}: each loads everything again`,
    because: [restarts.because, arithmetic, ...explainFootprint(row.workload)],
    footprint: row.workload.footprint,
    fix: limitRestarts(run, Math.min(row.fits, Number(row.processes))),
  }
}
