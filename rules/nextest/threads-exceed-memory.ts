import type { Problem } from '../../src/model/finding.ts'
import { type Fix, insert, set } from '../../src/model/fix.ts'
import type { Context, Sizing } from '../../src/model/rule.ts'
import { defineRule } from '../../src/model/rule.ts'
import { explainFootprint } from '../common/explain-footprint.ts'
import { doubtOf } from '../common/fixed-count.ts'
import type { NextestWorkspace } from './ecosystem.ts'
import nextest from './ecosystem.ts'

export default defineRule<NextestWorkspace>({
  id: 'nextest/threads-exceed-memory',
  ecosystem: nextest,
  summary: 'nextest runs more tests at once than memory has room for',
  why: `nextest starts every test as a process of its own, one per cpu, and looks at cpus and not at memory
(nextest#1728). Whatever a program keeps in statics is built again for each: lighthouse counted 32 × 5 processes of 300 MB, 48
GB in the worst case, and 12 GB with 8 threads (lighthouse#4846).

\`test-threads\` is a fixed number without an at-most form; \`NEXTEST_TEST_THREADS=N\` does the same for one machine. Where only
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
  *check({ threads, limitsHeavyTests, run }, context) {
    const sizing = context.size(run, threads.words)
    const { footprint } = sizing.workload
    // Who has named the heavy tests has thought about it more than a default has.
    if (sizing.over.length === 0 || (limitsHeavyTests && footprint.basis === 'default')) return
    yield over(threads, sizing, context)
  },
})

function over(threads: NextestWorkspace['threads'], sizing: Sizing, context: Context): Problem {
  const [worst, ...others] = sizing.over.toSorted((a, b) => a.row.fits - b.row.fits)
  return {
    at: threads.written,
    message: worst?.arithmetic ?? '',
    because: [...others.map(host => host.arithmetic), ...explainFootprint(sizing.workload)],
    help: `On one machine alone, in its environment: NEXTEST_TEST_THREADS=${'value' in sizing.advice ? sizing.advice.value * threads.each : 1}`,
    hosts: sizing.over.map(host => host.plan.host.name),
    footprint: sizing.workload.footprint,
    // What nobody wrote is no mistake in a file.
    ...(threads.written.value === undefined && { severity: 'warning' }),
    fix: fixThreads(threads, sizing, context),
  }
}

function fixThreads({ written, each }: NextestWorkspace['threads'], sizing: Sizing, context: Context): Fix {
  if ('unknown' in sizing.advice)
    return { title: 'make one test smaller', safety: 'manual', why: sizing.advice.unknown }
  const count = sizing.advice.value * each
  const here = context.declared ? '' : ', which is what this machine has room for'
  const title = `set test-threads = ${count} in [profile.default]${here}`
  const ops = [written.value === undefined ? insert(written, count) : set(written, count)]
  const why = doubtOf(sizing.advice.value, written.value, sizing, context)
  return why === undefined ? { title, safety: 'safe', ops } : { title, safety: 'unsafe', why, ops }
}
