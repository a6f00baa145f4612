import type { Problem } from '../../src/model/finding.ts'
import type { Context, Sizing } from '../../src/model/rule.ts'
import { defineRule } from '../../src/model/rule.ts'
import type { Workload } from '../../src/model/workload.ts'
import { explainFootprint } from '../common/explain-footprint.ts'
import type { PlannedRun, PytestView } from './ecosystem.ts'
import pytest from './ecosystem.ts'
import { capFix, outsideForms, writtenOptions } from './view/runs/cap-fix.ts'

export default defineRule<PytestView>({
  id: 'pytest/workers-exceed-memory',
  ecosystem: pytest,
  summary: 'pytest starts more workers than memory has room for',
  why: `pytest-xdist counts cpus and never looks at memory: \`-n auto\` starts one worker per cpu, on any machine, under any
limit of a container. Every worker is a whole Python process: it imports every test module and builds its own copy of
every session fixture, so a suite that needs 3 GiB alone needs 48 GiB on 16 cpus. Nothing stops at the edge: a worker that
the kernel kills is replaced, up to four times the number of workers.

\`--maxprocesses=N\` caps \`auto\`, \`logical\` and explicit counts, and never raises them: smaller machines keep the number
they have. A fixed \`-n N\` would start N workers there too. Forms that need no change of the repository:
\`PYTEST_XDIST_AUTO_NUM_WORKERS=N\` for what \`auto\` means, \`PYTEST_ADDOPTS=--maxprocesses=N\` for everything.`,
  severity: 'error',
  confidence: 'high',
  fixes: ['safe', 'unsafe', 'manual'],
  dependsOnHost: true,
  references: [
    'https://pytest-xdist.readthedocs.io/en/stable/distribution.html',
    'https://github.com/pytest-dev/pytest-xdist/blob/v3.8.0/src/xdist/plugin.py',
    'https://github.com/pytest-dev/pytest-xdist/issues/271',
  ],
  *check(view, context) {
    for (const run of view.runs) {
      if (!run.workload || !run.workers.decidedBy) continue
      const sizing = context.size(run.workload, writtenOptions(run))
      if (sizing.over.length > 0) yield over(run, run.workload, sizing, context)
      else if (growsWithCpus(run)) yield growing(run, run.workload, sizing)
    }
  },
})

function over(run: PlannedRun, workload: Workload, sizing: Sizing, context: Context): Problem {
  const [worst, ...others] = sizing.over.toSorted((a, b) => a.row.fits - b.row.fits)
  const { decidedByHook: hook } = run
  return {
    at: workload.count,
    message: `${hook ? 'unless its hook in conftest.py says otherwise, ' : ''}${worst?.arithmetic ?? ''}`,
    because: [...others.map(host => host.arithmetic), ...explainFootprint(sizing.workload)],
    help: outsideForms(run, 'value' in sizing.advice ? sizing.advice.value : undefined),
    hosts: sizing.over.map(host => host.plan.host.name),
    footprint: sizing.workload.footprint,
    ...(hook && { severity: 'info', related: [{ at: hook.at, message: 'what it returns is not known' }] }),
    ...(!hook && { fix: capFix(run, sizing, context) }),
  }
}

function growing(run: PlannedRun, workload: Workload, sizing: Sizing): Problem {
  const fits = Math.min(...sizing.hosts.map(host => host.row.fits))
  return {
    at: workload.count,
    message: `${writtenOptions(run)} grows with cpus and not with memory; it fits here, and up to ${fits} workers would`,
    because: [...sizing.hosts.map(host => host.arithmetic), ...explainFootprint(sizing.workload)],
    help: `--maxprocesses=${fits} would keep it so on machines with more cpus. ${outsideForms(run, fits)}`,
    footprint: sizing.workload.footprint,
    severity: 'info',
  }
}

function growsWithCpus(run: PlannedRun): boolean {
  return run.workers.count.kind === 'per-cpu' && !run.decidedByHook
}
