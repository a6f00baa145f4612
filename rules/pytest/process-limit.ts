import type { Problem } from '../../src/model/finding.ts'
import { defineRule } from '../../src/model/rule.ts'
import { setting } from '../../src/model/setting.ts'
import type { PytestView } from './ecosystem.ts'
import pytest from './ecosystem.ts'
import { corrected, useScope } from './view/limit-fix.ts'
import type { ProcessLimit } from './view/process-limits.ts'
import { faultsOf } from './view/process-limits.ts'
import type { Spawn } from './view/spawns.ts'

export default defineRule<PytestView>({
  id: 'pytest/process-limit',
  ecosystem: pytest,
  summary: 'the limit on processes is missing, or does something else than it says',
  why: `RLIMIT_NPROC counts every process **and thread** of the user, whoever started them, on the whole machine: with 20
unrelated processes of the same user, a limit of 15 stopped the very first start (measured). A desktop alone runs more
than a thousand. It does not bind root. A hard limit that was lowered cannot be raised again, asking for more than the
hard limit raises ValueError, and \`import resource\` fails on Windows. And a thousand processes of 500 MB are still
500 GB.

RLIMIT_AS and RLIMIT_DATA count memory that is reserved, not memory that is used: an untouched mapping of 8 GiB fails
under a limit of 1 GiB (measured), and CUDA, Java and WebAssembly reserve tens of GiB.

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
  *check({ python, runs }) {
    for (const limit of python.processLimits) {
      const problem = problemOf(limit)
      if (problem) yield problem
    }
    const spread = runs.some(run => run.workers.distributed)
    const [first, ...others] = python.spawns
    if (first && spread && python.processLimits.length === 0) yield unlimited(first, others)
  },
})

const SCOPE = 'systemd-run --user --scope -p MemoryMax=75% -p MemorySwapMax=0 -p TasksMax=2000 pytest'

function problemOf(limit: ProcessLimit): Problem | undefined {
  const at = setting(limit.limit, limit.document, limit.call.at)
  if (limit.resource !== 'RLIMIT_NPROC') {
    return { at, message: reserved(limit), help: `on Linux: ${SCOPE}`, fix: useScope(limit) }
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

function reserved({ resource, limit }: ProcessLimit): string {
  return `${resource} ${limit} counts memory that is reserved, used or not: threads, CUDA and Java fail early, and it holds for each process alone`
}

function unlimited(first: Spawn, others: readonly Spawn[]): Problem {
  const what =
    first.kind === 'pytest' ? 'a pytest of its own, with the same workers again' : 'a process for each cpu'
  return {
    at: setting(first.call.callee, first.document, first.call.at),
    message: `${first.call.callee} starts ${what} inside every worker, and nothing limits the sum`,
    help: `on Linux, for the run alone: ${SCOPE}`,
    related: others
      .slice(0, 5)
      .map(({ document, call }) => ({ at: setting(call.callee, document, call.at), message: 'and here' })),
    severity: 'info',
    fix: {
      title:
        first.kind === 'pytest'
          ? 'run it with -n0 or -o addopts='
          : 'give the pool a number, such as max_workers=2',
      safety: 'manual',
      why: 'N workers that start N workers each are 1 + N + N × (N + 1) processes; whether the test means that is for its author to say',
    },
  }
}

function listed(parts: readonly string[]): string {
  return parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`
}
