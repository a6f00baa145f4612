import type { Host } from '../../src/model/host.ts'
import { defineRule } from '../../src/model/rule.ts'
import { type AllMemory, partsTooLarge, TOTALMEM } from '../common/part-of-memory.ts'
import type { JestConfig } from './ecosystem.ts'
import jest from './ecosystem.ts'

export default defineRule<JestConfig>({
  id: 'jest/percent-of-totalmem',
  ecosystem: jest,
  summary: 'each worker may keep a part of all memory, and there are many of them',
  why: `\`workerIdleMemoryLimit: '50%'\` and \`0.5\` are half of what \`os.totalmem()\` says, for each worker: 7 workers may keep three and a
half times the memory of the machine before jest replaces one. \`os.totalmem()\` is the memory of the machine and not what a
container may use: in a container of 4 GiB on a machine with 64, \`'50%'\` is 32 GiB, which is no limit (jest 30.5.2 and 29.7.0, run).

jest looks at a worker between two test files and compares its JavaScript heap. Node ends a process whose heap comes to its own limit,
2 GiB or on larger machines 4, so a part that is more than that is never looked at, unless \`--max-old-space-size\` says more.

An amount (\`'800MB'\`, \`'768MiB'\`) is the same everywhere. It changes when a worker is replaced, and with that how long a run takes and
which files share a process, which is why memlint asks before it writes one. jest 29.0 to 29.3 look at nothing where one worker is
allowed: all files ran in one process, whatever the limit (29.3.1, counted); 29.7 obeys it there too.`,
  severity: 'warning',
  confidence: 'medium',
  fixes: ['unsafe', 'manual'],
  dependsOnHost: true,
  references: [
    'https://jestjs.io/docs/configuration#workeridlememorylimit-numberstring',
    'https://github.com/jestjs/jest/issues/13792',
    'https://github.com/nodejs/node/issues/51095',
  ],
  *check({ limits, runs, flagged, cappedByScripts }, context) {
    const started = (cappedByScripts ? flagged : runs).map(({ workload }) => workload)
    for (const { is, ...limit } of limits) {
      const problem =
        'part' in is &&
        partsTooLarge({ ...limit, part: is.part }, { tool: 'jest', started, memoryOf }, context)
      if (problem) yield problem
    }
  },
})

function memoryOf({ memory }: Host): AllMemory {
  return { bytes: memory.value, source: TOTALMEM }
}
