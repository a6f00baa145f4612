import type { Problem } from '../../src/model/finding.ts'
import type { Fix } from '../../src/model/fix.ts'
import type { Context, Sizing } from '../../src/model/rule.ts'
import { defineRule } from '../../src/model/rule.ts'
import { isDefaultWorthAWord } from '../common/default-count.ts'
import { fixCount } from '../common/fixed-count.ts'
import { overMemory } from '../common/over.ts'
import type { AvaFolder } from './ecosystem.ts'
import ava from './ecosystem.ts'
import type { Run } from './view/runs.ts'

export default defineRule<AvaFolder>({
  id: 'ava/workers-exceed-memory',
  ecosystem: ava,
  summary: 'ava runs more test files at once than memory has room for',
  why: `Every test file runs in a worker of its own and imports everything anew. ava runs as many at once as the machine has cpus,
in a container too; where it knows the CI service, two. It never asks how much memory there is.

A worker is a thread, all of them in one process, unless \`workerThreads\` is off. With an empty test a thread adds 20 MiB and a
process takes 28 (proportional set size, ava 6.4.1); a thread saves Node's own part, and nothing of what the tests import. Measure
yours and write it to \`footprints["ava/workers"]\`.

\`concurrency\` is a number of files on every machine: written for a laptop, it also replaces the two of CI. A worker ends with its
file, so fewer at once make none of them larger.`,
  severity: 'error',
  confidence: 'medium',
  fixes: ['safe', 'unsafe', 'manual'],
  dependsOnHost: true,
  references: [
    'https://github.com/avajs/ava/blob/main/docs/06-configuration.md',
    'https://github.com/avajs/ava/blob/main/lib/api.js',
  ],
  *check({ plain, byCommands }, context) {
    for (const run of [...byCommands, ...plain]) {
      const sizing = context.size(run.workload, run.concurrency.written)
      const isWritten = run.concurrency.number !== undefined
      if (sizing.over.length > 0 && (isWritten || isDefaultWorthAWord(sizing)))
        yield over(run, sizing, context)
    }
  },
})

function over({ concurrency }: Run, sizing: Sizing, context: Context): Problem {
  const fits = 'value' in sizing.advice ? sizing.advice.value : 1
  const isWritten = concurrency.number !== undefined
  return {
    at: concurrency.set,
    ...overMemory(sizing),
    help: `For one run alone: ava --concurrency ${fits}`,
    // What nobody wrote is no mistake in a file.
    ...(!isWritten && { severity: 'warning' }),
    fix: isWritten || fits <= OF_CI ? fixCount(concurrency, sizing, context, { none: NONE }) : fixDefault(),
  }

  /** One number replaces what the machine has cpus for, and the two of CI. */
  function fixDefault(): Fix {
    const isRaised = context.plan.hosts.some(({ host }) => host.kind === 'ci')
    return isRaised
      ? {
          title: `set concurrency in ava.config.js by whether CI is set: ${OF_CI} there, ${fits} elsewhere`,
          safety: 'manual',
          why: FOR_CI_TOO,
        }
      : fixCount(concurrency, sizing, context, { none: NONE, any: FOR_CI_TOO })
  }
}

/** What ava starts where it knows the service. */
const OF_CI = 2

const FOR_CI_TOO = `in CI ava runs ${OF_CI} files at once, and a number alone would hold there too`

const NONE = {
  title: 'import less in each test file, or use a machine with more memory',
  why: 'what a worker takes is mostly what its file imports',
}
