import type { Problem } from '../../src/model/finding.ts'
import type { Context, Sizing } from '../../src/model/rule.ts'
import { defineRule } from '../../src/model/rule.ts'
import { isDefaultWorthAWord } from '../common/default-count.ts'
import { overMemory } from '../common/over.ts'
import type { FlaggedRun } from '../common/worker-flags.ts'
import type { VitestConfig } from './ecosystem.ts'
import vitest from './ecosystem.ts'
import type { Run } from './view/runs.ts'
import { fixFlag, fixWorkers } from './view/workers-fix.ts'

export default defineRule<VitestConfig>({
  id: 'vitest/workers-exceed-memory',
  ecosystem: vitest,
  summary: 'vitest starts more workers than memory has room for',
  why: `vitest starts one worker for every cpu but one, in watch mode for every second one. It asks Node how many cpus there
are, and never how much memory. A worker with an empty test takes 20 MiB beside 75 MiB for vitest itself (proportional set
size, vitest 4.1.12); what the tests import comes on top of that in every one of them: 104 to 181 MiB a worker were seen in a repository of
796 test files (robota#1493), 712 MiB for the heaviest (texera#7976). Measure yours and write it to
\`footprints["vitest/workers"]\`.

\`maxWorkers\` is a fixed number or a part of the cpus (\`'50%'\`). A number starts that many workers on fewer cpus, too. vitest 1
and 2 refuse to start where the smallest number of workers, which is every cpu but one by default, is larger than it. Fewer
workers do not make one of them smaller: where a worker runs into its own heap limit, that limit is what to look at.`,
  severity: 'error',
  confidence: 'medium',
  fixes: ['safe', 'unsafe', 'manual'],
  dependsOnHost: true,
  references: [
    'https://vitest.dev/config/#maxworkers',
    'https://github.com/vitest-dev/vitest/blob/main/packages/vitest/src/node/pool.ts',
  ],
  *check(view, context) {
    for (const run of view.flagged) {
      const sizing = context.size(run.workload, run.flag.words)
      if (sizing.over.length > 0) yield overInScript(view, run, sizing, context)
    }
    for (const run of view.cappedByScripts ? [] : view.runs) {
      const sizing = context.size(run.workload, run.workers.written)
      if (sizing.over.length > 0 && isWorthAWord(view, run, sizing)) yield over(view, run, sizing, context)
    }
  },
})

/** A dead number speaks for itself. */
function isWorthAWord(view: VitestConfig, { workers }: Run, sizing: Sizing): boolean {
  if (workers.set.value !== undefined) return true
  if (view.dead.length > 0 || view.wrongPools.some(({ kind }) => kind === 'workers')) return false
  return isDefaultWorthAWord(sizing)
}

const HELP: Readonly<Record<Run['workers']['key'], (fits: number) => string>> = {
  maxWorkers: fits => `vitest run --maxWorkers=${fits}`,
  // The options of pools win over that.
  maxForks: fits => `VITEST_MAX_FORKS=${fits} vitest run`,
  maxThreads: fits => `VITEST_MAX_THREADS=${fits} vitest run`,
}

function overInScript(view: VitestConfig, { count }: FlaggedRun, sizing: Sizing, context: Context): Problem {
  const keeps = view.runs.some(({ workers }) => workers.keeps)
  return {
    at: count.set,
    ...overMemory(sizing),
    fix: fixFlag(keeps, count, view.version?.major, sizing, context),
  }
}

function over(view: VitestConfig, { workers }: Run, sizing: Sizing, context: Context): Problem {
  const fits = 'value' in sizing.advice ? sizing.advice.value : 1
  return {
    at: workers.set,
    ...overMemory(sizing),
    help: `For one run alone: ${HELP[workers.key](fits)}`,
    // What nobody wrote is no mistake in a file.
    ...(workers.set.value === undefined && { severity: 'warning' }),
    fix: fixWorkers(workers, view.version?.major, sizing, context),
  }
}
