import { branchesAt } from '../../src/model/choice.ts'
import type { Problem } from '../../src/model/finding.ts'
import { type FileOp, set } from '../../src/model/fix.ts'
import { defineRule } from '../../src/model/rule.ts'
import { type Setting, setting } from '../../src/model/setting.ts'
import { rewritePiece } from '../common/commands/pieces.ts'
import type { JestConfig } from './ecosystem.ts'
import jest from './ecosystem.ts'
import { percentOf } from './view/workers.ts'

export default defineRule<JestConfig>({
  id: 'jest/percent-over-100',
  ecosystem: jest,
  summary: 'more than 100 % of the cpus is taken for a number of workers',
  why: `jest takes \`'50%'\` for a part of the cpus only up to 100. Beyond that it drops the sign and starts that many
workers, on any machine: \`maxWorkers: '200%'\` is 200 processes, of which each has Node and jest in it, 56 MiB before a test
imports anything. They start at once, however few tests there are: \`'110%'\` started at least 110 processes for 10 test files
on 8 cpus (jest 30.5.2, counted; 29.7.0 reads it in the same way).

There is no way to ask for more workers than cpus by a percentage; \`'100%'\` is the most.`,
  severity: 'error',
  confidence: 'high',
  fixes: ['safe'],
  dependsOnHost: false,
  references: [
    'https://jestjs.io/docs/configuration#maxworkers-number--string',
    'https://github.com/jestjs/jest/blob/main/packages/jest-config/src/getMaxWorkers.ts',
  ],
  *check({ document, root, percents }) {
    for (const { value, at } of document ? branchesAt(document, [...root, 'maxWorkers']) : []) {
      const percent = percentOf(value)
      if (!document || percent === undefined) continue
      const written = setting(value, document, at)
      yield problem(written, percent, set(written, '100%'))
    }
    for (const { written, words, value } of percents) {
      const percent = Number.parseInt(value, 10)
      yield problem(written, percent, rewritePiece(written, words.replace(/\d{1,9}%$/, '100%')))
    }
  },
})

function problem(at: Setting<unknown>, percent: number, op: FileOp): Problem {
  return {
    at,
    message: `jest takes ${percent}% for ${percent} workers, on any number of cpus`,
    because: ['jest reads a percentage up to 100, and drops the sign beyond it (30.5.2 and 29.7.0, run)'],
    fix: {
      title: 'write 100%, the most that there is: one worker for every cpu',
      safety: 'safe',
      ops: [op],
      remainder: ['jest/workers-exceed-memory'],
    },
  }
}
