import type { Problem } from '../../src/model/finding.ts'
import type { Context, Sizing } from '../../src/model/rule.ts'
import { defineRule } from '../../src/model/rule.ts'
import type { Workload } from '../../src/model/workload.ts'
import { explainFootprint } from '../common/explain-footprint.ts'
import type { PlannedRun, PytestView } from './ecosystem.ts'
import pytest from './ecosystem.ts'
import { alike } from './view/runs/alike.ts'
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
\`PYTEST_XDIST_AUTO_NUM_WORKERS=N\` for what \`auto\` means, \`PYTEST_ADDOPTS=--maxprocesses=N\` for everything.

Read are pytest's configuration, what tox runs, and the commands and variables of Makefiles, workflows, GitLab jobs, package.json and
Dockerfiles. \`PYTEST_ADDOPTS\` wins over \`addopts\`, and the command line over both (seen with pytest 9.2). A job of a pipeline counts
on machines of the kind \`ci\`, where any is declared.`,
  severity: 'error',
  confidence: 'high',
  fixes: ['safe', 'unsafe', 'manual'],
  dependsOnHost: true,
  references: [
    'https://pytest-xdist.readthedocs.io/en/stable/distribution.html',
    'https://github.com/pytest-dev/pytest-xdist/blob/v3.8.0/src/xdist/plugin.py',
    'https://github.com/pytest-dev/pytest-xdist/issues/271',
  ],
  *check({ runs, started }, context) {
    const sized = [...runs, ...started].flatMap(run => sizedRun(run, context))
    for (const run of sized) if (run.sizing.over.length > 0) yield over(run, context)
    const fitting = sized.filter(run => run.sizing.over.length === 0 && growsWithCpus(run))
    for (const group of alike(fitting)) yield growing(group)
  },
})

interface SizedRun extends PlannedRun {
  readonly workload: Workload
  readonly sizing: Sizing
}

function sizedRun(run: PlannedRun, context: Context): SizedRun[] {
  const { workload } = run
  if (!workload || !run.workers.decidedBy) return []
  return [{ ...run, workload, sizing: context.size(workload, writtenOptions(run)) }]
}

function over(run: SizedRun, context: Context): Problem {
  const { workload, sizing } = run
  const [worst, ...others] = sizing.over.toSorted((a, b) => a.row.fits - b.row.fits)
  const { decidedByHook: hook } = run
  const help = outsideForms(run, 'value' in sizing.advice ? sizing.advice.value : undefined)
  return {
    at: workload.count,
    message: `${hook ? 'unless its hook in conftest.py says otherwise, ' : ''}${worst?.arithmetic ?? ''}`,
    because: [...others.map(host => host.arithmetic), ...explainFootprint(sizing.workload)],
    ...(help !== undefined && { help }),
    hosts: sizing.over.map(host => host.plan.host.name),
    footprint: sizing.workload.footprint,
    ...(hook && { severity: 'info', related: [{ at: hook.at, message: 'what it returns is not known' }] }),
    ...(!hook && { fix: capFix(run, sizing, context) }),
  }
}

function growing([run, ...others]: readonly [SizedRun, ...SizedRun[]]): Problem {
  const { workload, sizing } = run
  const fits = Math.min(...sizing.hosts.map(host => host.row.fits))
  const forms = outsideForms(run, fits)
  return {
    at: workload.count,
    message: `${writtenOptions(run)} grows with cpus and not with memory; it fits here, and up to ${fits} workers would`,
    because: [...sizing.hosts.map(host => host.arithmetic), ...explainFootprint(sizing.workload)],
    related: others.map(other => ({ at: other.workload.count, message: 'and here' })),
    help: `--maxprocesses=${fits} would keep it so on machines with more cpus${forms ? `. ${forms}` : ''}`,
    footprint: sizing.workload.footprint,
    severity: 'info',
  }
}

function growsWithCpus(run: SizedRun): boolean {
  return run.workers.count.kind === 'per-cpu' && !run.decidedByHook
}
