import { formatFactor } from '../../src/model/bytes.ts'
import type { Problem } from '../../src/model/finding.ts'
import type { Fix } from '../../src/model/fix.ts'
import { insert, set } from '../../src/model/fix.ts'
import { footprint } from '../../src/model/footprint.ts'
import type { Context } from '../../src/model/rule.ts'
import { defineRule } from '../../src/model/rule.ts'
import { setting } from '../../src/model/setting.ts'
import type { PlannedRun, PytestView } from './ecosystem.ts'
import pytest from './ecosystem.ts'
import { poolArithmetic, poolMemory, poolProcesses } from './view/processes/pool-processes.ts'
import type { Pools } from './view/processes/pools.ts'
import { processNamed } from './view/processes/test-processes.ts'
import { andHere } from './view/python/and-here.ts'
import { atOnce, tipsOver } from './view/python/at-once.ts'

export default defineRule<PytestView>({
  id: 'pytest/pools-in-workers',
  ecosystem: pytest,
  summary: 'tests start one process per cpu in every worker of pytest-xdist',
  why: `\`Pool()\`, \`ProcessPoolExecutor()\`, \`n_jobs=-1\` and a cluster without a number take every cpu of the machine. In a test
that is right for one process; with pytest-xdist every worker does the same, and 16 workers on 16 cpus start 256 processes.
A pool by fork starts all of them at the first task, and
joblib keeps its processes for later calls, so they add up even where the tests do not run at the same time.

Not everything with \`n_jobs=-1\` is a process: in scikit-learn 1.9.1 forests, neighbours, DBSCAN and pairwise distances run in
threads; searches, cross-validation, bagging, voting, stacking, multi-output and one-vs-rest, permutation importance, RFECV,
feature unions and column transformers start processes of 75 to 85 MiB each (counted and measured, joblib 1.6.0 with loky).

Two processes test the same code as sixteen. The fix writes the number into the call; it is unsafe, because a test may count on
more. For Ray and Dask memlint writes nothing: tests ask their cluster for cpus. \`LOKY_MAX_CPU_COUNT=2\` does it for joblib
without a change of the tests.`,
  severity: 'warning',
  confidence: 'medium',
  fixes: ['unsafe', 'manual'],
  dependsOnHost: true,
  references: [
    'https://docs.python.org/3/library/concurrent.futures.html#processpoolexecutor',
    'https://docs.python.org/3/library/multiprocessing.html#module-multiprocessing.pool',
    'https://scikit-learn.org/stable/computing/parallelism.html',
    'https://joblib.readthedocs.io/en/stable/generated/joblib.Parallel.html',
  ],
  *check({ runs, python }, context) {
    const run = runs.find(one => one.workload && one.workers.distributed)
    if (!run) return
    for (const pools of python.pools) {
      const problem = multiplied(pools, run, context)
      if (problem) yield problem
    }
  },
})

/** Fewer than so many times the cpus are a moment's crowd, which a machine stands. */
const CROWD = 4

function multiplied(pools: Pools, run: PlannedRun, context: Context): Problem | undefined {
  const [first, ...others] = pools.calls
  if (!first || !run.workload) return undefined
  const sizing = context.size(run.workload, '')
  const hosts = atOnce(sizing, pools.tests)
  const over = hosts.filter(host => tipsOver(host, poolMemory(pools, host)))
  const crowded = hosts.find(host => poolProcesses(pools, host) >= CROWD * host.plan.host.cpus.value)
  const worst = over[0] ?? crowded
  if (!worst) return undefined
  const each = processNamed(pools.kind.row)
  return {
    at: setting(first.call.callee, first.document, first.call.at),
    message: `${first.call.callee} takes all cpus in every worker: ${worst.starters} at once are ${poolProcesses(pools, worst)} processes beside ${worst.workers} workers on ${worst.plan.host.name}`,
    because: [
      `${pools.tests} tests start one, and each worker runs one test at a time`,
      ...hosts.map(host => poolArithmetic(pools, host)),
      `one ${each.what} takes ${formatFactor(each.bytes)} (${each.evidence}: ${each.source})`,
    ],
    related: andHere(others),
    footprint: footprint('derived', [...sizing.workload.footprint.amounts, each]),
    ...(over.length === 0 ? { severity: 'info' } : { hosts: over.map(({ plan }) => plan.host.name) }),
    fix: fixFor(pools),
  }
}

function fixFor({ kind, calls }: Pools): Fix {
  const title = `give ${calls.length === 1 ? 'it' : 'each'} a number: ${kind.argument}=2`
  if (kind.leftAlone) return { title, safety: 'manual', why: kind.leftAlone }
  return {
    title,
    safety: 'unsafe',
    why: 'a test may count on more processes than two',
    ops: calls.map(({ document, call, all }) =>
      all
        ? set(setting(undefined, document, all.at), 2)
        : insert(setting(undefined, document, [...call.at, kind.argument]), 2),
    ),
  }
}
