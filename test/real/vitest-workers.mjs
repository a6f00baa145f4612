// What vitest 2, 3 and 4 do with the caps that memlint calls dead, and with what its fixes make of them: test files
// wait for each other, on a machine that seems to have 8 cpus, and the most that ran at once are counted.
//
//   node test/real/vitest-workers.mjs
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { applyFixes, reportOf } from './memlint.mjs'
import { installed, MEETING, runMeeting, versionOf } from './node-tool.mjs'

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
const failures = []
for (const each of CASES) await fixes(each)
for (const each of FACTS) await holds(each)
console.log(`\n${failures.length === 0 ? 'all of them hold' : `${failures.length} do not hold`}`)
process.exitCode = failures.length === 0 ? 0 : 1

async function fixes({ major, rule, test, after }) {
  await inRepository(major, test, async (folder, version) => {
    const before = await run(folder, 15_000)
    claim(`vitest ${version} with ${test}: ${before.atOnce} at once`, before.atOnce > 2, before)
    applyFixes(folder, [rule])
    const fixed = await run(folder, 1000)
    const isCapped = fixed.exitCode === 0 && fixed.atOnce >= 1 && fixed.atOnce <= after
    claim(`  and after the fix ${fixed.atOnce} at once, ${after} at most`, isCapped, fixed)
    claim('  and nothing is found any more', reportOf(folder, [rule]).findings.length === 0, fixed)
  })
}

async function holds({ major, test, most, says }) {
  await inRepository(major, test, async (folder, version) => {
    const result = await run(folder, 1000)
    const isSo = result.atOnce <= most && (result.exitCode === 0) === most > 0
    claim(`vitest ${version} with ${test}: ${says}`, isSo, result)
  })
}

function claim(text, held, { output }) {
  console.log(`${held ? 'ok  ' : 'FAIL'} ${text}`)
  if (held) return
  failures.push(text)
  console.log(output)
}

function run(folder, patienceMs) {
  const command = ['node_modules/vitest/vitest.mjs', 'run']
  return runMeeting({ folder, command, cpus: CPUS, all: FILES, patienceMs })
}

async function inRepository(major, test, use) {
  const folder = mkdtempSync(join(tmpdir(), 'memlint-vitest-'))
  try {
    const version = versionOf(modules.get(major), 'vitest')
    mkdirSync(join(folder, 'test'))
    symlinkSync(modules.get(major), join(folder, 'node_modules'))
    writeFileSync(join(folder, '.gitignore'), 'node_modules\n')
    writeFileSync(join(folder, 'package.json'), JSON.stringify({ devDependencies: { vitest: version } }))
    writeFileSync(join(folder, 'vitest.config.mjs'), `export default { test: { ${test} } }\n`)
    writeFileSync(join(folder, 'meeting.cjs'), MEETING)
    for (let file = 0; file < FILES; file++)
      writeFileSync(
        join(folder, 'test', `${file}.test.mjs`),
        "import { it } from 'vitest'\nimport meet from '../meeting.cjs'\n\nit('meets the others', meet, 60_000)\n",
      )
    await use(folder, version)
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 })
  }
}
