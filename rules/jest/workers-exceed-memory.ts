import type { Problem } from '../../src/model/finding.ts'
import type { Context, Sizing } from '../../src/model/rule.ts'
import { defineRule } from '../../src/model/rule.ts'
import { isDefaultWorthAWord } from '../common/default-count.ts'
import { fixCount } from '../common/fixed-count.ts'
import { overMemory } from '../common/over.ts'
import type { FlaggedRun } from '../common/worker-flags.ts'
import type { JestConfig } from './ecosystem.ts'
import jest from './ecosystem.ts'
import { doubtsOf } from './view/doubts.ts'
import type { Run } from './view/runs.ts'
import { fixWorkers } from './view/workers-fix.ts'

export default defineRule<JestConfig>({
  id: 'jest/workers-exceed-memory',
  ecosystem: jest,
  summary: 'jest starts more workers than memory has room for',
  why: `jest starts one worker for every cpu but one, in watch mode for every second one. It asks Node how many cpus there are,
and never how much memory. A worker takes 56 MiB before it imports anything, 97 MiB with jsdom (proportional set size, jest
30.5.2), and it runs one test file after the other in the same process: what a file leaves behind stays. 140 MB more for every
file were reported (growthbook#6591). Measure yours and write it to \`footprints["jest/workers"]\`.

\`workerIdleMemoryLimit\` replaces a worker between two files when it keeps more than that. It bounds what is left behind and
not what one file needs, and it counts for each worker: with 7 workers, \`'2GB'\` lets them keep 14 GB. A part (\`0.2\`,
\`'20%'\`) is one of the machine's memory, not of a container's limit, and 7 of them are more than all of it.

Fewer workers run more files each and keep more of them: where a worker grows until its own heap limit ends it, set
\`workerIdleMemoryLimit\` before fewer workers.`,
  severity: 'error',
  confidence: 'medium',
  fixes: ['safe', 'unsafe', 'manual'],
  dependsOnHost: true,
  references: [
    'https://jestjs.io/docs/configuration#maxworkers-number--string',
    'https://jestjs.io/docs/configuration#workeridlememorylimit-numberstring',
    'https://github.com/jestjs/jest/issues/11956',
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

/** A dead limit speaks for itself. */
function isWorthAWord({ dead }: JestConfig, { workers }: Run, sizing: Sizing): boolean {
  if (workers.set.value !== undefined) return true
  if (dead.some(({ key }) => key === 'maxWorkers')) return false
  return isDefaultWorthAWord(sizing)
}

function overInScript(view: JestConfig, { count }: FlaggedRun, sizing: Sizing, context: Context): Problem {
  return { at: count.set, ...overMemory(sizing), fix: fixCount(count, sizing, context, doubtsOf(view)) }
}

function over(view: JestConfig, { workers }: Run, sizing: Sizing, context: Context): Problem {
  const fits = 'value' in sizing.advice ? sizing.advice.value : 1
  const { value } = workers.set
  return {
    at: workers.set,
    ...overMemory(sizing),
    help: `For one run alone: jest --maxWorkers=${fits}`,
    // What nobody wrote is no mistake in a file.
    ...(value === undefined && { severity: 'warning' }),
    fix: fixWorkers(view, workers, sizing, context),
  }
}
