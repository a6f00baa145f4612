import { defineRule } from '../../src/model/rule.ts'
import { heapProblems } from '../common/heap/problems.ts'
import type { Pipelines } from './ecosystem.ts'
import ci from './ecosystem.ts'

export default defineRule<Pipelines>({
  id: 'ci/heap-vs-runner',
  ecosystem: ci,
  summary: "a limit of a job's heap is above the memory of the machine that the job names",
  why: `A limit of a heap is one for each process: \`--max-old-space-size\` in NODE_OPTIONS for every node below, \`-Xmx\` in
JAVA_TOOL_OPTIONS for every java, in MAVEN_OPTS and GRADLE_OPTS for what these start. A collector works harder only when the
heap comes near it. Where the machine has less, it never does: the machine swaps, or the kernel ends the process or the runner's own,
and there is no message about a heap. \`macos-latest\` has 7 GB, \`ubuntu-latest\` 16 GB (8 GB in a private repository): 8192 is a
limit on one and none on the other. remoteclaw#18 ran 3 suites with 2 workers and 4 GB each on a runner of 7 GB; a release build
with \`-Xmx8G\` on one of 8 GB went silent and was ended after 49 minutes, and took 11 with 3 GB (flet#6732).

The opposite is as bad: a process that needs more than its limit ends with an error. A limit below the machine's memory is
therefore nothing that memlint speaks of, and one that is a limit on some machine of the matrix is never lowered without asking.`,
  severity: 'warning',
  confidence: 'high',
  fixes: ['safe', 'unsafe', 'manual'],
  dependsOnHost: false,
  references: [
    'https://docs.github.com/en/actions/reference/runners/github-hosted-runners',
    'https://nodejs.org/api/cli.html#--max-old-space-sizesize-in-mib',
    'https://docs.oracle.com/en/java/javase/21/docs/specs/man/java.html',
    'https://github.com/flet-dev/flet/issues/6732',
  ],
  *check({ heaps }, context) {
    for (const cap of heaps) {
      const { runners = [], elsewhere } = cap.job ?? {}
      const machines = cap.job ? context.machinesOf(cap.job) : []
      const plans = machines.map(({ plan }) => plan)
      const others = elsewhere === true || machines.length < runners.length
      for (const problem of heapProblems(cap, plans, { declared: true, others })) {
        const named = machines.filter(({ plan }) => problem.hosts?.includes(plan.host.name))
        const related = named.map(({ runner: { at, label } }) => ({ at, message: `${label} is named here` }))
        yield { ...problem, related }
      }
    }
  },
})
