import type { Problem } from '../../src/model/finding.ts'
import type { Context } from '../../src/model/rule.ts'
import { defineRule } from '../../src/model/rule.ts'
import { explainFootprint } from '../common/explain-footprint.ts'
import type { JestConfig } from './ecosystem.ts'
import jest from './ecosystem.ts'
import type { DeadOption } from './view/dead-options.ts'
import { moveToRoot } from './view/dead-options-fix.ts'

export default defineRule<JestConfig>({
  id: 'jest/dead-project-option',
  ecosystem: jest,
  summary: 'a limit of all workers stands in a project, where jest does not read it',
  why: `All projects of a run share one set of workers, and \`maxWorkers\` and \`workerIdleMemoryLimit\` are read from the
configuration that lists the projects. In a project they have no effect: with \`maxWorkers: 1\` in its only project, jest ran 7
workers on 8 cpus (30.5.2 and 29.7.0, counted). jest 30 prints a warning about it, jest 29 none.

For tests that may not run beside others there is a second run with a configuration of its own, and \`--runInBand\`.`,
  severity: 'warning',
  confidence: 'high',
  fixes: ['safe', 'unsafe', 'manual'],
  dependsOnHost: true,
  references: [
    'https://jestjs.io/docs/configuration#projects-arraystring--projectconfig',
    'https://jestjs.io/docs/configuration#workeridlememorylimit-numberstring',
  ],
  *check(view, context) {
    for (const dead of view.dead) yield* problem(view, dead, context)
  },
})

function* problem({ runs }: JestConfig, dead: DeadOption, context: Context): Generator<Problem> {
  const [first, ...others] = dead.places
  if (!first) return
  const [run] = runs
  const sizing = run && context.size(run.workload, run.workers.written)
  const { value } = dead.home
  const instead = value === undefined ? '' : `, and ${dead.key}: ${JSON.stringify(value)} of the root counts`
  yield {
    at: first,
    message: `jest does not read ${dead.key} of a project: the limit has no effect${instead}`,
    because: [
      'with maxWorkers: 1 in its only project and 8 cpus, jest 30.5.2 and 29.7.0 run 7 workers (counted)',
      ...(sizing && sizing.over.length > 0
        ? [...sizing.over.map(({ arithmetic }) => arithmetic), ...explainFootprint(sizing.workload)]
        : []),
    ],
    related: others.map(at => ({ at, message: 'and here' })),
    fix: moveToRoot(dead, sizing, context),
  }
}
