import type { Problem } from '../../src/model/finding.ts'
import type { Fix } from '../../src/model/fix.ts'
import type { Context, Sizing } from '../../src/model/rule.ts'
import { defineRule } from '../../src/model/rule.ts'
import type { Workload } from '../../src/model/workload.ts'
import type { PlannedRun, PytestView } from './ecosystem.ts'
import pytest from './ecosystem.ts'
import { capWorkers } from './view/cap.ts'
import { explainFootprint } from './view/footprint.ts'
import { written } from './view/options.ts'

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
      const sizing = context.size(run.workload, optionsOf(run))
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
    help: outside(run, 'value' in sizing.advice ? sizing.advice.value : undefined),
    hosts: sizing.over.map(host => host.plan.host.name),
    footprint: sizing.workload.footprint,
    ...(hook && { severity: 'info', related: [{ at: hook.at, message: 'what it returns is not known' }] }),
    ...(!hook && { fix: fixFor(run, sizing, context) }),
  }
}

function fixFor(run: PlannedRun, { advice, workload }: Sizing, context: Context): Fix {
  if ('unknown' in advice) {
    const title = 'make one worker smaller, or use a machine with more memory'
    const why = `${advice.unknown}; lighter imports, smaller models for tests and fixtures that are freed early help`
    return { title, safety: 'manual', why }
  }
  const here = context.declared ? '' : ', which is what this machine has room for'
  const title = `cap the workers at ${advice.value}${here}`
  const op = capWorkers(run.options, advice.value)
  if (!op) return { title, safety: 'manual', why: obstacle(run) }
  const why = doubt(run, advice.value, workload)
  return why ? { title, ops: [op], safety: 'unsafe', why } : { title, ops: [op], safety: 'safe' }
}

function obstacle({ options }: PlannedRun): string {
  if (!options.workers) return '--maxprocesses does not cap --tx: fewer have to be asked for'
  return 'the option stands where memlint cannot tell it apart'
}

/** Why fewer workers could matter for more than time, or the number be wrong. */
function doubt({ options }: PlannedRun, workers: number, { footprint }: Workload): string | undefined {
  if (options.distribution?.value === 'each')
    return 'with --dist each every worker runs every test: fewer workers run fewer tests'
  if (workers < 2) return 'a single worker runs all tests in a row, which may outlast a time limit'
  if (footprint.basis === 'default')
    return 'nothing is known of what a worker takes: set footprints["pytest/workers"] to what you measure'
  return undefined
}

function growing(run: PlannedRun, workload: Workload, sizing: Sizing): Problem {
  const fits = Math.min(...sizing.hosts.map(host => host.row.fits))
  return {
    at: workload.count,
    message: `${optionsOf(run)} grows with cpus and not with memory: it fits here, where ${fits} workers would`,
    because: [...sizing.hosts.map(host => host.arithmetic), ...explainFootprint(sizing.workload)],
    help: `--maxprocesses=${fits} would keep it so on machines with more cpus. ${outside(run, fits)}`,
    footprint: sizing.workload.footprint,
    severity: 'info',
  }
}

/** The forms that leave the repository alone. */
function outside({ options, decidedByHook }: PlannedRun, workers: number | undefined): string {
  if (!options.workers || workers === undefined) return 'For one run alone: pytest -n 0'
  const forms = [`PYTEST_ADDOPTS=--maxprocesses=${workers}`]
  // The hook in a conftest.py is asked before the variable is looked at.
  if (typeof options.workers.value !== 'number' && !decidedByHook)
    forms.push(`PYTEST_XDIST_AUTO_NUM_WORKERS=${workers}`)
  return `On one machine alone, in its environment: ${forms.join(' or ')}`
}

function growsWithCpus(run: PlannedRun): boolean {
  return run.workers.count.kind === 'per-cpu' && !run.decidedByHook
}

/** The options that decide the number, as written: `-n auto --maxprocesses=32`. */
function optionsOf({ options, workers }: PlannedRun): string {
  const decisive = options.workers
    ? [workers.decidedBy, (options.maxProcesses?.value ?? 0) > 0 ? options.maxProcesses : undefined]
    : options.environments
  return decisive.flatMap(given => (given ? [written(given)] : [])).join(' ')
}
