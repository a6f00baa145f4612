import type { Problem } from '../../src/model/finding.ts'
import type { Context } from '../../src/model/rule.ts'
import { defineRule } from '../../src/model/rule.ts'
import { setting } from '../../src/model/setting.ts'
import type { PlannedRun, PytestView } from './ecosystem.ts'
import pytest from './ecosystem.ts'
import type { ThreadPools } from './view/processes/thread-pools.ts'
import { atOnce } from './view/python/at-once.ts'

export default defineRule<PytestView>({
  id: 'pytest/threads-in-workers',
  ecosystem: pytest,
  summary: 'models compute on all cpus in every worker of pytest-xdist',
  why: `Torch, TensorFlow, ONNX Runtime and what is built on them, like NumPy and SciPy through BLAS, compute on one thread for each cpu.
In one process that is right. In eight workers on eight cpus it is 64 threads, which wait for each other most of the time.

This is about time and not about memory: the threads take little of it. But a suite that is slower with workers than without
invites more workers. With 4 workers on 2 cpus, 40 tests of matrix products and decompositions took 11 to 13 s, and 3.3 s with
OMP_NUM_THREADS=1 (measured, numpy 2.4.6 with OpenBLAS, pytest-xdist 3.8). In reports: 121 s against 7.8 s for a test module of
scikit-learn, 30 s against 5 s in SciPy, 92 minutes against 2:44 in a suite of neural networks.

The libraries read the variable once, when they are loaded: in a test, or in conftest.py after an import, it is too late. It
works in the environment that starts pytest (\`set_env\` in tox, the shell, CI), and in \`pytest_configure\` of the first
conftest.py, since workers inherit the environment of the process that starts them.

Only advice, and only where fixtures make models: importing such a library says little about how much the tests compute.`,
  severity: 'info',
  confidence: 'low',
  fixes: ['manual'],
  dependsOnHost: true,
  references: [
    'https://scikit-learn.org/stable/computing/parallelism.html#oversubscription-spawning-too-many-threads',
    'https://github.com/scikit-learn/scikit-learn/issues/17559',
    'https://github.com/scipy/scipy/issues/14441',
    'https://docs.pytorch.org/docs/stable/generated/torch.set_num_threads.html',
  ],
  *check({ runs, python }, context) {
    const run = runs.find(one => one.workload && one.workers.distributed)
    const problem = python.threadPools && run && crowded(python.threadPools, run, context)
    if (problem) yield problem
  },
})

/** Fewer workers than these that compute at once get along. */
const CROWD = 4

function crowded(pools: ThreadPools, { workload }: PlannedRun, context: Context): Problem | undefined {
  const hosts = workload ? atOnce(context.size(workload, ''), pools.tests) : []
  const [worst] = hosts.filter(host => host.starters >= CROWD)
  if (!worst) return undefined
  const { plan, workers, starters } = worst
  const cpus = plan.host.cpus.value
  const share = Math.max(1, Math.floor(cpus / workers))
  return {
    at: setting(pools.call.callee, pools.document, pools.call.at),
    message: `${pools.libraries.join(' and ')} ${pools.libraries.length === 1 ? 'takes' : 'take'} a thread for each cpu in every worker, and nothing here says otherwise: up to ${starters} × ${cpus} threads on ${cpus} cpus of ${plan.host.name}`,
    because: [
      `${pools.tests} tests have a model, and each worker runs one test at a time`,
      ...hosts.map(
        host => `${host.plan.host.name}: ${host.workers} workers on ${host.plan.host.cpus.value} cpus`,
      ),
    ],
    fix: {
      title: `start pytest with OMP_NUM_THREADS=${share} in its environment`,
      safety: 'manual',
      why: 'it has to be there before the libraries are loaded, wherever pytest is started from',
    },
  }
}
