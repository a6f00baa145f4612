import type { Problem } from '../../src/model/finding.ts'
import { type Fix, remove } from '../../src/model/fix.ts'
import { type Context, defineRule, type Sizing } from '../../src/model/rule.ts'
import { fixCount } from '../common/fixed-count.ts'
import { overMemory } from '../common/over.ts'
import type { NextBuild } from './ecosystem.ts'
import next from './ecosystem.ts'

export default defineRule<NextBuild>({
  id: 'next/build-workers',
  ecosystem: next,
  summary: 'next build is told to start more workers than memory has room for',
  why: `\`next build\` collects the data of pages and renders them in workers, each with all that the pages import.
\`experimental.cpus\` is their number, on any machine; since Next.js 16 there are no more than pages and one. Next.js reckons with
1 GB for each (next.js#47823) and lets the heap of each grow to what Node allows, 4144 MiB as a rule:
\`NODE_OPTIONS=--max-old-space-size\` does not reach them (next.js#95745). Measure yours and write it to
\`footprints["next/workers"]\`.

\`memoryBasedWorkersCount: true\` starts as many as free memory has room for, at 1 GB each, but never fewer than 4, room or not
(\`getNumberOfWorkers\` in next/dist/build/index.js of 14.2, 15.5 and 16.4). A number in \`experimental.cpus\` wins over it, unless
it is what the machine would have anyway, every cpu but one.

Fewer workers render more pages each and keep more of them: 2 and 8 ran out of memory where 14 did not, and a week later 14 no
longer fit into the machine (next.js#95744).`,
  severity: 'error',
  confidence: 'medium',
  fixes: ['unsafe', 'manual'],
  dependsOnHost: true,
  references: [
    'https://github.com/vercel/next.js/pull/47823',
    'https://github.com/vercel/next.js/issues/95745',
    'https://github.com/vercel/next.js/issues/95744',
    'https://nextjs.org/docs/app/guides/memory-usage',
  ],
  *check(build, context) {
    const sizing = context.size(build.workload, build.workers.written)
    if (sizing.over.length > 0) yield problem(build, sizing, context)
  },
})

function problem(build: NextBuild, sizing: Sizing, context: Context): Problem {
  const problem = overMemory(sizing)
  const { by, set } = build.workers
  return {
    at: by,
    ...problem,
    because: [...(problem.because ?? []), ...(set.value === undefined ? [NEVER_FEWER] : []), HEAPS],
    fix: fixOf(build, sizing, context),
  }
}

const NEVER_FEWER =
  'memoryBasedWorkersCount never starts fewer than 4 (getNumberOfWorkers in next/dist/build/index.js), however little memory is free'

const HEAPS =
  'no limit of the heap reaches the workers: --max-old-space-size is taken out of NODE_OPTIONS (cited: next.js#95745)'

function fixOf({ workers, version }: NextBuild, sizing: Sizing, context: Context): Fix {
  const { value } = workers.set
  const count = {
    ...workers,
    ...(typeof value === 'number' && { number: value }),
    asNumber: true,
    // A number that happens to be the machine's own default does not win over it.
    beside: () => (value === undefined ? [remove(workers.by)] : []),
  }
  const fix = fixCount(count, sizing, context, { none: NONE, any: KEEPS })
  return version || fix.safety === 'manual'
    ? fix
    : { title: fix.title, safety: 'manual', why: 'nothing says which version of Next.js this is' }
}

const NONE = {
  title: 'render fewer pages at build time, or use a machine with more memory',
  why: 'what a worker takes is what its pages import and keep',
}

const KEEPS =
  'fewer workers render more pages each and keep more of them: 2 and 8 ran out of memory where 14 did not (next.js#95744)'
