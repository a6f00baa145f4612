// What vitest 2, 3 and 4 do with the caps that memlint calls dead, and with what its fixes make of them: test files
// wait for each other, on a machine that seems to have 8 cpus, and the most that ran at once are counted.
//
//   node test/real/vitest-workers.mjs
import { applyFixes, reportOf } from './memlint.mjs'
import { claim, inRepository, installed, runMeeting, versionOf } from './node-tool.mjs'

const CPUS = 8
const FILES = 4
const DEAD = 'vitest/dead-pool-options'
const WRONG = 'vitest/cap-wrong-pool'

/** Each with how many may run at once after the fix. */
const CASES = [
  { major: 4, rule: DEAD, test: 'poolOptions: { forks: { maxForks: 2 } }', after: 2 },
  {
    major: 4,
    rule: DEAD,
    test: "pool: 'threads', poolOptions: { threads: { singleThread: true } }",
    after: 1,
  },
  { major: 4, rule: DEAD, test: 'forks: { maxForks: 2 }', after: 2 },
  { major: 3, rule: WRONG, test: 'poolOptions: { threads: { maxThreads: 2 } }', after: 2 },
  { major: 2, rule: WRONG, test: 'poolOptions: { threads: { maxThreads: 2 } }', after: 2 },
  { major: 2, rule: DEAD, test: 'forks: { maxForks: 2 }', after: 2 },
]

/** What memlint takes for granted, where it has nothing to fix. */
const FACTS = [
  {
    major: 3,
    test: 'maxWorkers: 4, poolOptions: { forks: { maxForks: 2 } }',
    most: 2,
    says: 'maxForks wins',
  },
  {
    major: 3,
    test: 'poolOptions: { forks: { maxForks: 2 } }',
    words: ['--maxWorkers=4'],
    most: 2,
    says: 'maxForks wins over --maxWorkers=4',
  },
  { major: 3, test: 'maxWorkers: 2', most: 2, says: 'maxWorkers alone is enough' },
  { major: 2, test: 'maxWorkers: 2', most: 0, says: 'maxWorkers alone is refused' },
  {
    major: 4,
    test: "projects: [{ extends: true, test: { name: 'a' } }], maxWorkers: 2",
    most: 2,
    says: 'projects share it',
  },
]

const modules = new Map([2, 3, 4].map(major => [major, installed(`vitest-${major}`, [`vitest@${major}`])]))
for (const each of CASES) await fixes(each)
for (const each of FACTS) await holds(each)

async function fixes({ major, rule, test, after }) {
  await inRepository(modules.get(major), repository(major, test), async folder => {
    const before = await run(folder, 15_000)
    claim(`${name(major)} with ${test}: ${before.atOnce} at once`, before.atOnce > 2, before.output)
    applyFixes(folder, [rule])
    const fixed = await run(folder, 1000)
    const isCapped = fixed.exitCode === 0 && fixed.atOnce >= 1 && fixed.atOnce <= after
    claim(`  and after the fix ${fixed.atOnce} at once, ${after} at most`, isCapped, fixed.output)
    claim('  and nothing is found any more', reportOf(folder, [rule]).findings.length === 0)
  })
}

async function holds({ major, test, words, most, says }) {
  await inRepository(modules.get(major), repository(major, test), async folder => {
    const { atOnce, exitCode, output } = await run(folder, 1000, words)
    claim(`${name(major)} with ${test}: ${says}`, atOnce <= most && (exitCode === 0) === most > 0, output)
  })
}

function run(folder, patienceMs, words = []) {
  const command = ['node_modules/vitest/vitest.mjs', 'run', ...words]
  return runMeeting({ folder, command, cpus: CPUS, all: FILES, patienceMs })
}

function name(major) {
  return `vitest ${versionOf(modules.get(major), 'vitest')}`
}

function repository(major, test) {
  const meets =
    "import { it } from 'vitest'\nimport meet from '../meeting.cjs'\n\nit('meets the others', meet, 60_000)\n"
  const tests = Array.from({ length: FILES }, (_, index) => [`test/${index}.test.mjs`, meets])
  const version = versionOf(modules.get(major), 'vitest')
  return {
    'package.json': JSON.stringify({ devDependencies: { vitest: version } }),
    'vitest.config.mjs': `export default { test: { ${test} } }\n`,
    ...Object.fromEntries(tests),
  }
}
