import { defineRule } from '../../src/model/rule.ts'
import { fixCount } from '../common/fixed-count.ts'
import { overMemory } from '../common/over.ts'
import type { MypyView } from './ecosystem.ts'
import mypy from './ecosystem.ts'
import { DOUBTS } from './view/workers.ts'

export default defineRule<MypyView>({
  id: 'mypy/workers-exceed-memory',
  ecosystem: mypy,
  summary: 'mypy starts more workers than memory has room for',
  why: `\`num_workers\` (mypy 2) checks with that many processes beside the one that starts them; \`auto\` is one per cpu and 8 at
most, and a number is taken as it is, on any machine. The workers divide the files and not all that is known of them: over
Sphinx's own code one process alone took 264 MiB, six workers and what started them 576 MiB together (measured, mypy 2.4.1).
The fewer there are, the more files each has. A large code base multiplies both: measure yours and write it to
\`footprints["mypy/workers"]\`.

\`MYPY_NUM_WORKERS=N\` does the same for one machine and wins over the file.`,
  severity: 'error',
  confidence: 'medium',
  fixes: ['safe', 'unsafe', 'manual'],
  dependsOnHost: true,
  references: [
    'https://github.com/python/mypy/issues/21477',
    'https://github.com/python/mypy/blob/master/mypy/defaults.py',
  ],
  *check({ workers, run }, context) {
    const sizing = context.size(run, workers.written)
    if (sizing.over.length === 0) return
    yield {
      at: workers.set,
      ...overMemory(sizing),
      help: `On one machine alone, in its environment: MYPY_NUM_WORKERS=${'value' in sizing.advice ? sizing.advice.value : 1}`,
      fix: fixCount(workers, sizing, context, DOUBTS),
    }
  },
})
