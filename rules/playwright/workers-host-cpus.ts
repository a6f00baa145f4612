import type { Problem } from '../../src/model/finding.ts'
import type { Context, Sizing } from '../../src/model/rule.ts'
import { defineRule } from '../../src/model/rule.ts'
import { isDefaultWorthAWord } from '../common/default-count.ts'
import { type CountDoubts, fixCount } from '../common/fixed-count.ts'
import { overMemory } from '../common/over.ts'
import type { FlaggedRun } from '../common/worker-flags.ts'
import type { PlaywrightTests } from './ecosystem.ts'
import playwright from './ecosystem.ts'
import { cpuQuotas } from './view/quotas.ts'
import type { Run } from './view/runs.ts'
import { fixWorkers } from './view/workers-fix.ts'

export default defineRule<PlaywrightTests>({
  id: 'playwright/workers-host-cpus',
  ecosystem: playwright,
  summary: 'Playwright starts a browser for every second cpu, and memory has no room for them',
  why: `Playwright starts one worker for every second cpu. It asks \`os.cpus()\`, which lists every cpu of the machine: a
container's quota and its memory limit change nothing (1.65.1 and 1.40.1, run; the percentages of \`workers\` are of the same number).
18 browsers were seen in a container with 4 cpus (treeherder#9802).

Each worker is Node with a browser of its own. With an empty page open that is 313 MiB (107 MiB of Node and 206 MiB of Chromium 156,
proportional set size, @playwright/test 1.65.1), and the pages come on top of that: measure yours and write it to
\`footprints["playwright/workers"]\`. What \`webServer\` starts is not in the sum.

A number for CI alone, as Playwright's own template has it, leaves developers with half of the cpus of their machines. A number
starts that many workers on fewer cpus, too; a lower percentage starts fewer on every machine. Fewer workers do not make
one of them larger, as each test gets a context of its own. They take longer, which matters where \`globalTimeout\` ends the run.`,
  severity: 'error',
  confidence: 'medium',
  fixes: ['safe', 'unsafe', 'manual'],
  dependsOnHost: true,
  references: [
    'https://playwright.dev/docs/api/class-testconfig#test-config-workers',
    'https://playwright.dev/docs/test-parallel#limit-workers',
    'https://github.com/mozilla/treeherder/issues/9802',
  ],
  *check(view, context) {
    for (const run of view.flagged) {
      const sizing = context.size(run.workload, run.flag.words)
      if (sizing.over.length > 0) yield overInCommand(view, run, sizing, context)
    }
    for (const run of view.cappedByScripts ? [] : view.runs) {
      const sizing = context.size(run.workload, run.workers.written)
      const isWritten = run.workers.set.value !== undefined
      if (sizing.over.length > 0 && (isWritten || isDefaultWorthAWord(sizing)))
        yield over(view, run, sizing, context)
    }
  },
})

function overInCommand(
  view: PlaywrightTests,
  { count }: FlaggedRun,
  sizing: Sizing,
  context: Context,
): Problem {
  return { at: count.set, ...overHosts(sizing), fix: fixCount(count, sizing, context, doubtsOf(view)) }
}

function over(view: PlaywrightTests, { workers }: Run, sizing: Sizing, context: Context): Problem {
  const fits = 'value' in sizing.advice ? sizing.advice.value : 1
  return {
    at: workers.set,
    ...overHosts(sizing),
    help: `For one run alone: playwright test --workers=${fits}`,
    // What nobody wrote is no mistake in a file.
    ...(workers.set.value === undefined && { severity: 'warning' }),
    fix: fixWorkers(workers, sizing, context, doubtsOf(view)),
  }
}

function overHosts(sizing: Sizing): Omit<Problem, 'at'> {
  const { because = [], ...problem } = overMemory(sizing)
  return { ...problem, because: [...cpuQuotas(sizing), ...because] }
}

function doubtsOf({ timed }: PlaywrightTests): CountDoubts {
  return { none: NONE, ...(timed && { any: TIMED }) }
}

const NONE = {
  title: 'use a machine with more memory, or run the tests in shards on several',
  why: 'a worker is a browser, and there is no smaller one',
}

const TIMED = 'globalTimeout ends the run, which takes longer with fewer workers'
