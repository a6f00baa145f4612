import { capacityOf, type Host } from '../../src/model/host.ts'
import { defineRule } from '../../src/model/rule.ts'
import { type AllMemory, partsTooLarge, TOTALMEM } from '../common/part-of-memory.ts'
import type { VitestConfig } from './ecosystem.ts'
import vitest from './ecosystem.ts'

export default defineRule<VitestConfig>({
  id: 'vitest/percent-of-totalmem',
  ecosystem: vitest,
  summary: 'each worker may keep a part of all memory, and there are many of them',
  why: `The pools \`vmForks\` and \`vmThreads\` keep a worker for many files and replace it at \`vmMemoryLimit\` (in vitest 3
\`poolOptions.vmForks.memoryLimit\`). \`'50%'\` and \`0.5\` are half of all memory for each worker: 7 workers may keep three and a half
times what there is.

In vitest 3 and 4 all memory is what \`os.totalmem()\` says, the machine's and not what a container may use. vitest 5 asks
\`process.constrainedMemory()\` first, which knows containers, and says 2^64 bytes on a Linux machine that sets no limit (Node 20.20
and 24.21): there a part of it is never reached. With two workers, 6 files and \`'0.001%'\` vitest 4.1.12 replaced the worker after every
file, and vitest 5 after none; with \`'1MB'\` both did (run on Node 24.21). vitest's own default is a part, too.

An amount (\`'800MB'\`, \`'768MiB'\`) is the same everywhere. It changes when a worker is replaced, and with that how long a run takes and
which files share a process, which is why memlint asks before it writes one.`,
  severity: 'warning',
  confidence: 'medium',
  fixes: ['unsafe', 'manual'],
  dependsOnHost: true,
  references: [
    'https://vitest.dev/config/#vmmemorylimit',
    'https://github.com/nodejs/node/issues/59227',
    'https://github.com/nodejs/node/issues/51095',
  ],
  *check({ memoryParts, runs, flagged, cappedByScripts, version }, context) {
    const started = (cappedByScripts ? flagged : runs).map(({ workload }) => workload)
    const memoryOf = (version?.major ?? 0) >= 5 ? constrainedMemory : totalMemory
    for (const limit of memoryParts) {
      const problem = partsTooLarge(limit, { tool: 'vitest', started, memoryOf }, context)
      if (problem) yield problem
    }
  },
})

function totalMemory({ memory }: Host): AllMemory {
  return { bytes: memory.value, source: TOTALMEM }
}

/** What vitest 5 gets from Node, which knows the limit of a container. */
function constrainedMemory(host: Host): AllMemory {
  const { kind, platform, limits } = host
  const isLimited = kind === 'container' || limits.length > 0
  if (isLimited || platform === 'macos' || platform === 'windows')
    return { bytes: capacityOf(host).value, source: 'what the machine or its container has' }
  return {
    bytes: 2 ** 64,
    source:
      'process.constrainedMemory(), which is 2^64 bytes where Linux sets no limit (Node 20.20 and 24.21)',
    part: 'any amount on Linux',
  }
}
