import type { Problem } from '../../src/model/finding.ts'
import { defineRule } from '../../src/model/rule.ts'
import type { VitestConfig } from './ecosystem.ts'
import vitest from './ecosystem.ts'
import type { WrongPool } from './view/wrong-pool.ts'
import { moveCap } from './view/wrong-pool-fix.ts'

export default defineRule<VitestConfig>({
  id: 'vitest/cap-wrong-pool',
  ecosystem: vitest,
  summary: 'a pool is capped in which no tests run',
  why: `Up to vitest 3 every pool has options of its own, and only those of the pool that runs the tests count. That is
\`forks\` since vitest 2 where nobody chose one, and \`threads\` in vitest 1: \`poolOptions.threads.maxThreads: 2\` was left behind
by many an upgrade, and 7 workers run on 8 cpus (vitest 3.2.7 and 2.1.9, counted).

Memory limits of workers (\`memoryLimit\`, and \`vmMemoryLimit\` of vitest 4) count only in \`vmForks\` and \`vmThreads\`, which keep
a worker for many files. In other pools nothing reads them.`,
  severity: 'warning',
  confidence: 'high',
  fixes: ['unsafe', 'manual'],
  dependsOnHost: false,
  references: [
    'https://v3.vitest.dev/config/#pooloptions',
    'https://v2.vitest.dev/guide/migration.html#default-pool-is-forks',
    'https://vitest.dev/config/#vmmemorylimit',
  ],
  *check(view) {
    for (const wrong of view.wrongPools) yield problem(view, wrong)
  },
})

function problem({ version }: VitestConfig, wrong: WrongPool): Problem {
  const { at, cap, kind, used, chosen } = wrong
  const pool = `${used}${chosen ? '' : `, vitest ${version?.major}'s default`}`
  return kind === 'workers'
    ? {
        at,
        message: `${cap} caps ${wrong.capped}, and the tests run in ${pool}: one worker starts for every cpu but one`,
        fix: moveCap(wrong, version?.major ?? 3),
      }
    : {
        at,
        message: `${cap} is only read by the pools vmForks and vmThreads, and the tests run in ${pool}: no worker is ended by it`,
        severity: 'info',
        fix: {
          title: "choose pool: 'vmForks', or take the limit out",
          safety: 'manual',
          why: 'another pool isolates tests in another way',
        },
      }
}
