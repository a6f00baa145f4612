import type { Problem } from '../../src/model/finding.ts'
import type { Fix } from '../../src/model/fix.ts'
import type { HostSizing, Sizing } from '../../src/model/rule.ts'
import { defineRule } from '../../src/model/rule.ts'
import type { PlannedRun, PytestView } from './ecosystem.ts'
import pytest from './ecosystem.ts'
import { addBeside } from './view/cap.ts'
import { writtenOptions } from './view/cap-fix.ts'
import { explainFootprint } from './view/footprint.ts'
import { restartsOf } from './view/restarts.ts'

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
\`-n 4 --maxfail=3\` 17 processes died all the same. It treats the symptom; fewer or smaller workers are the cure.

The finding appears where workers of a known size do not fit or fill more than three quarters of the memory.`,
  severity: 'warning',
  confidence: 'medium',
  fixes: ['unsafe', 'manual'],
  dependsOnHost: true,
  references: [
    'https://pytest-xdist.readthedocs.io/en/stable/crash.html',
    'https://github.com/pytest-dev/pytest-xdist/blob/v3.8.0/src/xdist/workermanage.py',
    'https://github.com/pytest-dev/pytest-xdist/issues/226',
  ],
  *check({ runs }, context) {
    for (const run of runs) {
      if (!run.workload || !run.workers.decidedBy || run.decidedByHook || isLimited(run)) continue
      const sizing = context.size(run.workload, writtenOptions(run))
      const [worst] = sizing.hosts.filter(isTight).toSorted((a, b) => a.row.fits - b.row.fits)
      if (worst) yield storm(run, sizing, worst)
    }
  },
})

/** With `--dist each` a worker that died is not needed again (measured: 4 processes for -n 2). */
function isLimited({ options }: PlannedRun): boolean {
  return options.maxWorkerRestart !== undefined || options.distribution?.value === 'each'
}

/** Over, or so full that one worker which grows is enough. Where a worker's size is a guess, it says too little. */
function isTight({ row }: HostSizing): boolean {
  const isKnown = row.workload.footprint.basis !== 'default'
  return isKnown && row.processes !== 1 && (row.over || row.total > 0.75 * row.available)
}

function storm(run: PlannedRun, sizing: Sizing, worst: HostSizing): Problem {
  const { row, plan } = worst
  const restarts = restartsOf(run, Number(row.processes))
  return {
    at: sizing.workload.count,
    message: `these workers ${row.over ? 'run out of' : 'fill most of'} the memory of ${plan.host.name}, and pytest-xdist replaces killed ones ${restarts.text}: each loads everything again`,
    because: [restarts.because, worst.arithmetic, ...explainFootprint(sizing.workload)],
    hosts: sizing.hosts.filter(isTight).map(host => host.plan.host.name),
    footprint: sizing.workload.footprint,
    ...(!row.over && { severity: 'info' }),
    fix: limitRestarts(run, Math.min(row.fits, Number(row.processes))),
  }
}

/** One replacement for each worker that fits: accidents are forgiven, a storm is not. */
function limitRestarts({ workers }: PlannedRun, living: number): Fix {
  const restarts = Math.max(1, Math.min(living, MOST))
  const title = `add --max-worker-restart=${restarts}`
  const op = workers.decidedBy && addBeside(workers.decidedBy, `--max-worker-restart=${restarts}`)
  if (!op) return { title, safety: 'manual', why: 'the option stands where memlint cannot write' }
  const why =
    'a run whose workers crash for other reasons then stops early, with the rest of its tests not run'
  return { title, ops: [op], safety: 'unsafe', why }
}

const MOST = 8
