import type { Problem } from '../../src/model/finding.ts'
import { defineRule } from '../../src/model/rule.ts'
import { setting } from '../../src/model/setting.ts'
import type { PytestView } from './ecosystem.ts'
import pytest from './ecosystem.ts'
import { corrected, useScope } from './view/processes/limit-fix.ts'
import type { ProcessLimit } from './view/processes/process-limits.ts'
import { faultsOf } from './view/processes/process-limits.ts'

export default defineRule<PytestView>({
  id: 'pytest/process-limit',
  ecosystem: pytest,
  summary: 'a limit on processes or memory does something else than it says',
  why: `RLIMIT_NPROC counts every process **and thread** of the user, whoever started them, on the whole machine: with 20
unrelated processes of the same user, a limit of 15 stopped the very first start (measured). A desktop alone runs more
than a thousand. It does not bind root. A hard limit that was lowered cannot be raised again, asking for more than the
hard limit raises ValueError, and \`import resource\` fails on Windows. And a thousand processes of 500 MB are still
500 GB.

RLIMIT_AS and RLIMIT_DATA count memory that is reserved, not memory that is used: an untouched mapping of 8 GiB fails
under a limit of 1 GiB (measured), and CUDA, Java and WebAssembly reserve tens of GiB. RLIMIT_RSS sounds like the right
one and has had no effect on Linux since 2.4.30. A limit that a test sets stays for the tests after it in the same process,
unless the test takes it back; one that is set in a child (\`preexec_fn\`) is left alone.

What holds a run back as a whole is a control group: on Linux, a systemd scope counts its own processes and the memory
they use. memlint makes a limit on processes right where it finds one (a soft limit above what the user runs already,
nothing on systems without it) and never adds one.`,
  severity: 'warning',
  confidence: 'medium',
  fixes: ['unsafe', 'manual'],
  dependsOnHost: false,
  references: [
    'https://man7.org/linux/man-pages/man2/getrlimit.2.html',
    'https://www.freedesktop.org/software/systemd/man/latest/systemd.resource-control.html',
    'https://docs.python.org/3/library/resource.html',
  ],
  *check({ python }) {
    for (const limit of python.processLimits) {
      const problem = problemOf(limit)
      if (problem) yield problem
    }
  },
})

const SCOPE = 'systemd-run --user --scope -p MemoryMax=75% -p MemorySwapMax=0 -p TasksMax=2000 pytest'

function problemOf(limit: ProcessLimit): Problem | undefined {
  const at = setting(limit.limit, limit.document, limit.call.at)
  if (limit.resource !== 'RLIMIT_NPROC') {
    return { at, message: otherMemory(limit), help: `on Linux: ${SCOPE}`, fix: useScope(limit) }
  }
  const faults = faultsOf(limit)
  if (faults.length === 0) return undefined
  return {
    at,
    message: `RLIMIT_NPROC ${limit.limit} ${listed(faults)}`,
    help: `on Linux, for the run alone: ${SCOPE}`,
    fix: corrected(limit),
  }
}

function otherMemory({ resource, limit, inTest }: ProcessLimit): string {
  if (resource === 'RLIMIT_RSS') return `RLIMIT_RSS ${limit} limits nothing: Linux does not enforce it`
  const reach = inTest ? 'it stays for the tests after this one' : 'it holds for each process alone'
  return `${resource} ${limit} counts memory that is reserved, used or not: threads, CUDA and Java fail early, and ${reach}`
}

function listed(parts: readonly string[]): string {
  return parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`
}
