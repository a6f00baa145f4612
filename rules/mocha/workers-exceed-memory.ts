import { formatGiB, GiB } from '../../src/model/bytes.ts'
import type { Problem } from '../../src/model/finding.ts'
import type { Context, Sizing } from '../../src/model/rule.ts'
import { defineRule } from '../../src/model/rule.ts'
import { isDefaultWorthAWord } from '../common/default-count.ts'
import { type CountDoubts, fixCount } from '../common/fixed-count.ts'
import { overMemory } from '../common/over.ts'
import type { MochaFolder } from './ecosystem.ts'
import mocha from './ecosystem.ts'
import type { Run } from './view/runs.ts'

export default defineRule<MochaFolder>({
  id: 'mocha/workers-exceed-memory',
  ecosystem: mocha,
  summary: 'mocha starts more workers than memory has room for',
  why: `With \`parallel: true\` or \`--parallel\` mocha starts \`jobs\` processes, or one for every cpu but one. It counts the cpus of
the machine, in a container too, and never asks how much memory there is. \`jobs\` without \`parallel\` does nothing: all files run
in one process.

A worker takes 22 MiB with an empty test (proportional set size, mocha 12.0.3), 190 MiB where it loads \`ts-node/register\` first,
63 MiB where that does not check types (\`ts-node/register/transpile-only\`): each worker compiles on its own. What the tests import
comes on top. Measure yours and write it to \`footprints["mocha/workers"]\`.

A worker keeps what its files have loaded, and fewer workers run more files each. The fix is safe as long as what all of
them take together, divided among those that are left, stays below the least that node limits a heap to; beyond that memlint
asks. One job is a run in turn, where a test that left something behind meets all others, so that is asked, too.`,
  severity: 'error',
  confidence: 'medium',
  fixes: ['safe', 'unsafe', 'manual'],
  dependsOnHost: true,
  references: [
    'https://mochajs.org/running/cli/#-jobs-count--j-count',
    'https://mochajs.org/features/parallel-mode/',
    'https://github.com/mochajs/mocha/blob/main/lib/nodejs/buffered-worker-pool.cjs',
  ],
  *check({ plain, byCommands }, context) {
    for (const run of [...byCommands, ...plain]) {
      const sizing = context.size(run.workload, run.jobs.written)
      const isWritten = run.jobs.number !== undefined
      if (sizing.over.length > 0 && (isWritten || isDefaultWorthAWord(sizing)))
        yield over(run, sizing, context)
    }
  },
})

function over({ jobs }: Run, sizing: Sizing, context: Context): Problem {
  const fits = 'value' in sizing.advice ? sizing.advice.value : 1
  return {
    at: jobs.asked,
    ...overMemory(sizing),
    help: `For one run alone: mocha --parallel --jobs ${fits}`,
    // What nobody wrote is no mistake in a file.
    ...(jobs.number === undefined && { severity: 'warning' }),
    fix: fixCount(jobs, sizing, context, doubtsOf(sizing, fits)),
  }
}

function doubtsOf({ over, workload }: Sizing, fits: number): CountDoubts {
  const processes = Math.max(...over.map(({ row }) => Number(row.processes)))
  const each = (processes * workload.footprint.bytes) / fits
  return {
    none: NONE,
    one: 'with one job mocha runs all files in one process, where each meets what the others left behind',
    ...(each > LEAST_HEAP_LIMIT && {
      any: `a worker keeps what its files have loaded: with ${fits} it may come to ${formatGiB(each)}, and node ends one whose heap needs more than its limit, 2 or 4 GiB by default`,
    }),
  }
}

const NONE = {
  title: 'import less in each test, or use a machine with more memory',
  why: 'what a worker takes is mostly what its tests import',
}

/** Node's default on a machine with less than 15 GiB; on a larger one it is twice that. */
const LEAST_HEAP_LIMIT = 2 * GiB
