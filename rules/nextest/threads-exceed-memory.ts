import type { Problem } from '../../src/model/finding.ts'
import { type Fix, insert, set } from '../../src/model/fix.ts'
import type { Context, Sizing } from '../../src/model/rule.ts'
import { defineRule } from '../../src/model/rule.ts'
import { overSaid } from '../common/cargo/over-said.ts'
import { isDefaultWorthAWord } from '../common/default-count.ts'
import { doubtOf } from '../common/fixed-count.ts'
import { overMemory } from '../common/over.ts'
import type { NextestWorkspace } from './ecosystem.ts'
import nextest from './ecosystem.ts'
import type { Threads } from './view/threads.ts'

export default defineRule<NextestWorkspace>({
  id: 'nextest/threads-exceed-memory',
  ecosystem: nextest,
  summary: 'nextest runs more tests at once than memory has room for',
  why: `nextest starts every test as a process of its own, one per cpu, and looks at cpus and not at memory
(nextest#1728). Whatever a program keeps in statics is built again for each: lighthouse counted 32 × 5 processes of 300 MB, 48
GB in the worst case, and 12 GB with 8 threads (lighthouse#4846).

\`test-threads\` is a fixed number without an at-most form; \`NEXTEST_TEST_THREADS=N\` wins over it, and \`--test-threads\` or
\`-j\` over both (0.9.148), which is for the tests and not for cargo, whose number is \`--build-jobs\`. Where only
some tests are heavy, an override with \`threads-required\`, or a test group, slows nothing else down.`,
  severity: 'error',
  confidence: 'medium',
  fixes: ['safe', 'unsafe', 'manual'],
  dependsOnHost: true,
  references: [
    'https://nexte.st/docs/configuration/threads-required/',
    'https://nexte.st/docs/configuration/test-groups/',
    'https://github.com/nextest-rs/nextest/issues/1728',
    'https://github.com/sigp/lighthouse/issues/4846',
  ],
  *check(view, context) {
    for (const { said, workload } of view.said) {
      const sizing = context.size(workload, said.words)
      if (said.fixed.number !== undefined && isWorthAWord(view, sizing) && isDefaultWorthAWord(sizing))
        yield overSaid(said, sizing, context, { none: NONE_FITS })
    }
    if (!view.plain) return
    const { threads, run } = view.plain
    const sizing = context.size(run, threads.words)
    if (isWorthAWord(view, sizing)) yield over(threads, sizing, context)
  },
})

/** Who has named the heavy tests has thought about it more than a default has. */
function isWorthAWord({ limitsHeavyTests }: NextestWorkspace, { over, workload }: Sizing): boolean {
  return over.length > 0 && !(limitsHeavyTests && workload.footprint.basis === 'default')
}

const NONE_FITS = { title: 'make one test smaller', why: 'each test is a process of its own' }

function over(threads: Threads, sizing: Sizing, context: Context): Problem {
  return {
    at: threads.written,
    ...overMemory(sizing),
    help: `On one machine alone, in its environment: NEXTEST_TEST_THREADS=${'value' in sizing.advice ? sizing.advice.value * threads.each : 1}`,
    // What nobody wrote is no mistake in a file.
    ...(threads.written.value === undefined && { severity: 'warning' }),
    fix: fixThreads(threads, sizing, context),
  }
}

function fixThreads({ written, each }: Threads, sizing: Sizing, context: Context): Fix {
  if ('unknown' in sizing.advice)
    return { title: 'make one test smaller', safety: 'manual', why: sizing.advice.unknown }
  const count = sizing.advice.value * each
  const here = context.declared ? '' : ', which is what this machine has room for'
  const title = `set test-threads = ${count} in [profile.default]${here}`
  const ops = [written.value === undefined ? insert(written, count) : set(written, count)]
  const why = doubtOf(sizing.advice.value, written.value, sizing, context)
  return why === undefined ? { title, safety: 'safe', ops } : { title, safety: 'unsafe', why, ops }
}
