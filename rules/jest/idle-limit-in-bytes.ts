import { MiB } from '../../src/model/bytes.ts'
import type { Fix } from '../../src/model/fix.ts'
import { set } from '../../src/model/fix.ts'
import { defineRule } from '../../src/model/rule.ts'
import type { JestConfig } from './ecosystem.ts'
import jest from './ecosystem.ts'
import type { IdleLimit } from './view/idle-limits.ts'

export default defineRule<JestConfig>({
  id: 'jest/idle-limit-in-bytes',
  ecosystem: jest,
  summary: 'a limit of memory without a unit is a number of bytes',
  why: `\`workerIdleMemoryLimit: 512\` is 512 bytes and not 512 MB: jest takes a number up to 1 for a part of the memory of the
machine, and any other one for bytes. Every worker has more than that, so each is replaced after every test file. 20 files
on 2 workers ran in 20 processes instead of 2, and took four times as long (jest 30.5.2 and 29.7.0): each of them starts Node and
jest, and loads everything anew.

The limit that somebody had in mind is not there, and nothing says so. Jest compares it with the JavaScript heap of the worker after each
file; \`'512MB'\` is decimal and \`'512MiB'\` binary. Where a new worker for every file is what is wanted, \`0\` says that (jest 30.1).`,
  severity: 'warning',
  confidence: 'high',
  fixes: ['unsafe', 'manual'],
  dependsOnHost: false,
  references: [
    'https://jestjs.io/docs/configuration#workeridlememorylimit-numberstring',
    'https://github.com/jestjs/jest/blob/main/packages/jest-config/src/stringToBytes.ts',
    'https://github.com/jestjs/jest/pull/15740',
  ],
  *check({ limits }) {
    for (const limit of limits) {
      if (!('bytes' in limit.is) || limit.is.bytes >= LEAST) continue
      yield {
        at: limit.at,
        message: `${limit.written} is ${limit.is.bytes === 1 ? '1 byte' : `${limit.is.bytes} bytes`}: jest replaces every worker after every test file`,
        because: [
          'with 512, 20 test files ran in 20 processes instead of 2 (maxWorkers: 2, jest 30.5.2 and 29.7.0, counted)',
        ],
        help: 'A new worker for every file is what 0 asks for, from jest 30.1 on',
        fix: withUnit(limit, limit.is.bytes),
      }
    }
  },
})

/** The heap of a worker is never smaller. */
const LEAST = MiB

function withUnit({ at }: IdleLimit, number: number): Fix {
  const value = `${number}MB`
  // What nobody would give a worker in megabytes may be meant as it stands.
  if (number < 64 || number > 65_536)
    return {
      title: `write the limit with its unit, such as '512MB'`,
      safety: 'manual',
      why: 'what it was to be cannot be told from the number',
    }
  return {
    title: `write '${value}'`,
    safety: 'unsafe',
    why: 'test files that have a process of their own now will share one',
    ops: [set(at, value)],
    remainder: ['jest/workers-exceed-memory'],
  }
}
