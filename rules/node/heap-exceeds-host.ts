import { defineRule } from '../../src/model/rule.ts'
import type { HeapCap } from '../common/heap/caps.ts'
import { heapProblems } from '../common/heap/problems.ts'
import { machinesFor } from '../common/machines.ts'
import node from './ecosystem.ts'

export default defineRule<HeapCap>({
  id: 'node/heap-exceeds-host',
  ecosystem: node,
  summary: "a limit of node's heap is above the memory of the machine",
  why: `\`--max-old-space-size\` is a limit in MiB, for each process: with 4096 \`v8.getHeapStatistics()\` says 4144 MiB (Node 20.20).
V8 collects harder only when it comes near. Where the machine has less, it never does: the process grows until the machine
swaps, or the kernel ends it or something else, and there is no "heap out of memory" to say why. In NODE_OPTIONS and in
node-options of .npmrc it holds for every process below, each with a heap of its own: remoteclaw#18 ran 3 suites with 2 workers and
4 GB each on a runner of 7 GB.

The opposite is as bad: a process that needs more than its limit ends with an error, so memlint never lowers a limit that is one
on some machine without asking. Of several flags the last one counts, \`_\` is as good as \`-\`, and 0 is node's default.`,
  severity: 'warning',
  confidence: 'high',
  fixes: ['safe', 'unsafe', 'manual'],
  dependsOnHost: true,
  references: [
    'https://nodejs.org/api/cli.html#--max-old-space-sizesize-in-mib',
    'https://docs.npmjs.com/cli/v11/using-npm/config#node-options',
    'https://github.com/nodejs/node/pull/59631',
  ],
  *check(cap, context) {
    const { plan, declared } = context
    // Where the machine of a job is known, that is a matter of the job's.
    if (cap.job && context.machinesOf(cap.job).length > 0) return
    yield* heapProblems(
      cap,
      machinesFor(cap.kind, plan.hosts, ({ host }) => host),
      { declared, others: false },
    )
  },
})
