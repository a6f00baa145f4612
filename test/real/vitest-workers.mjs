// What vitest 2, 3 and 4 do with the caps that memlint calls dead, and with what its fixes make of them: test files
// wait for each other, on a machine that seems to have 8 cpus, and the most that ran at once are counted.
//
//   node test/real/vitest-workers.mjs
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { applyFixes, reportOf } from './memlint.mjs'
import { claim, inRepository, installed, runMeeting, versionOf } from './node-tool.mjs'

const CPUS = 8
const FILES = 4
const DEAD = 'vitest/dead-pool-options'
const WRONG = 'vitest/cap-wrong-pool'
const PART = 'vitest/percent-of-totalmem'
const MEETS =
  "import { it } from 'vitest'\nimport meet from '../meeting.cjs'\n\nit('meets the others', meet, 60_000)\n"

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
for (const major of [3, 4]) await partOfMemory(major)

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

/** A worker that keeps its files is replaced at a part of the memory of the machine. */
async function partOfMemory(major) {
  const limit = value =>
    major > 3 ? `vmMemoryLimit: '${value}'` : `poolOptions: { vmThreads: { memoryLimit: '${value}' } }`
  const config = value => `pool: 'vmThreads', maxWorkers: 2, minWorkers: 1, ${limit(value)}`
  const test = `import { appendFileSync } from 'node:fs'
import { threadId } from 'node:worker_threads'
import { it } from 'vitest'
it('says where it runs', () => appendFileSync('threads.log', threadId + ' '))
`
  const threads = async value => {
    let all
    await inRepository(modules.get(major), repository(major, config(value), test), async folder => {
      await run(folder, 0)
      all = new Set(readFileSync(join(folder, 'threads.log'), 'utf8').trim().split(' ')).size
    })
    return all
  }
  claim(`${name(major)} with a limit of 0.001%: a worker for every file`, (await threads('0.001%')) === FILES)
  claim('  and with 90% two for all of them', (await threads('90%')) <= 2)
  const hosts = { 'memlint.config.json': JSON.stringify({ hosts: { here: { memory: '8GiB', cpus: CPUS } } }) }
  const many = `pool: 'vmThreads', maxWorkers: 4, ${limit('50%')}`
  await inRepository(modules.get(major), { ...repository(major, many), ...hosts }, async folder => {
    applyFixes(folder, [PART])
    claim('  and nothing is found after the fix', reportOf(folder, [PART]).findings.length === 0)
  })
}

function run(folder, patienceMs, words = []) {
  const command = ['node_modules/vitest/vitest.mjs', 'run', ...words]
  return runMeeting({ folder, command, cpus: CPUS, all: FILES, patienceMs })
}

function name(major) {
  return `vitest ${versionOf(modules.get(major), 'vitest')}`
}

function repository(major, test, text = MEETS) {
  const tests = Array.from({ length: FILES }, (_, index) => [`test/${index}.test.mjs`, text])
  const version = versionOf(modules.get(major), 'vitest')
  return {
    'package.json': JSON.stringify({ devDependencies: { vitest: version } }),
    'vitest.config.mjs': `export default { test: { ${test} } }\n`,
    ...Object.fromEntries(tests),
  }
}
