import type { Problem } from '../../src/model/finding.ts'
import type { Context, Sizing } from '../../src/model/rule.ts'
import { defineRule } from '../../src/model/rule.ts'
import { explainFootprint } from '../common/explain-footprint.ts'
import type { VitestConfig } from './ecosystem.ts'
import vitest from './ecosystem.ts'
import type { DeadOptions } from './view/dead-options.ts'
import { migrate } from './view/migrate.ts'

export default defineRule<VitestConfig>({
  id: 'vitest/dead-pool-options',
  ecosystem: vitest,
  summary: 'options of a pool stand where vitest does not read them',
  why: `vitest 4 took \`poolOptions\` away: \`maxForks\`, \`maxThreads\`, \`singleFork\` and \`memoryLimit\` in it have no
effect, and but for one line among the output nothing says so. With \`maxForks: 2\` in it, 7 workers run on 8 cpus
(vitest 4.1.12, counted). \`test.forks.maxForks\`, which is often taken for the new name, is read by no version and not even
mentioned. Up to vitest 3, \`maxForks\` and \`maxThreads\` of a project are not read either: only those of the main configuration.

What is read: \`test.maxWorkers\`, \`test.isolate\`, \`test.execArgv\` and \`test.vmMemoryLimit\`. \`singleFork\` and \`singleThread\`
become \`maxWorkers: 1\` with \`isolate: false\`.`,
  severity: 'warning',
  confidence: 'high',
  fixes: ['unsafe', 'manual'],
  dependsOnHost: true,
  references: [
    'https://vitest.dev/guide/migration.html#pool-rework',
    'https://vitest.dev/config/#maxworkers',
  ],
  *check(view, context) {
    for (const dead of view.dead) yield problem(view, dead, context)
  },
})

function problem(view: VitestConfig, dead: DeadOptions, context: Context): Problem {
  const run = view.runs.find(({ workers }) => workers.set.value === undefined)
  const sizing = run && context.size(run.workload, 'vitest')
  return {
    at: dead.at,
    message: `${messageOf(view, dead)}: ${dead.caps.join(', ')} ${dead.caps.length === 1 ? 'has' : 'have'} no effect`,
    because: [COUNTED[dead.reason], ...(sizing ? explained(sizing) : [])],
    fix: migrate(view, dead, context, sizing),
  }
}

const COUNTED: Readonly<Record<DeadOptions['reason'], string>> = {
  removed: 'with poolOptions.forks.maxForks: 2 and 8 cpus, vitest 4.1.12 and 5.1.1 run 7 workers (counted)',
  misplaced: 'with test.forks.maxForks: 2 and 8 cpus, vitest 4.1.12 runs 7 workers (counted)',
  project: 'with maxForks: 2 in its only project and 8 cpus, vitest 3.2.7 runs 7 workers (counted)',
}

/** What runs instead, and what it takes where that is too much. */
function explained({ over, hosts, workload }: Sizing): readonly string[] {
  const started = hosts.map(({ plan, row }) => `on ${plan.host.name} it starts ${row.processes}`)
  return over.length === 0
    ? started
    : [...over.map(({ arithmetic }) => arithmetic), ...explainFootprint(workload)]
}

function messageOf({ version }: VitestConfig, { reason, at }: DeadOptions): string {
  if (reason === 'removed') return `vitest ${version?.text} does not read poolOptions`
  if (reason === 'misplaced') return `vitest does not read test.${at.at.at(-1)}`
  return `vitest ${version?.text} does not read a project's poolOptions`
}
