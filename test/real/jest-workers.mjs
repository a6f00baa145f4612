// What jest 29 and 30 do with limits that memlint calls dead, and with what its fixes make of them, on a machine that
// seems to have 8 cpus.
//
//   node test/real/jest-workers.mjs
import { readFileSync } from 'node:fs'
import { totalmem } from 'node:os'
import { join } from 'node:path'
import { applyFixes, reportOf } from './memlint.mjs'
import { claim, inRepository, installed, runMeeting, versionOf } from './node-tool.mjs'

const CPUS = 8
const FILES = 4
const DEAD = 'jest/dead-project-option'
const PERCENT = 'jest/percent-over-100'
const BYTES = 'jest/idle-limit-in-bytes'
const PART = 'jest/percent-of-totalmem'

const MEETS = "it('meets the others', require('../meeting.cjs'), 60_000)\n"

const modules = new Map([29, 30].map(major => [major, installed(`jest-${major}`, [`jest@${major}`])]))
for (const major of modules.keys()) {
  await deadInProject(major)
  await percent(major, repository(major, "maxWorkers: '200%'"), [])
  await percent(major, repository(major, '', 'jest --maxWorkers=200%'), ['--maxWorkers=200%'])
  await withoutUnit(major)
  await partOfMemory(major, "'50%'")
}

async function deadInProject(major) {
  const config = "projects: [{ displayName: 'database', maxWorkers: 2 }]"
  await inRepository(modules.get(major), repository(major, config), async folder => {
    const before = await run(folder, 15_000)
    claim(`${name(major)} with ${config}: ${before.atOnce} at once`, before.atOnce > 2, before.output)
    applyFixes(folder, [DEAD])
    const fixed = await run(folder, 1000)
    const isCapped = fixed.exitCode === 0 && fixed.atOnce >= 1 && fixed.atOnce <= 2
    claim(`  and after the fix ${fixed.atOnce} at once, 2 at most`, isCapped, fixed.output)
    claim('  and nothing is found any more', reportOf(folder, [DEAD]).findings.length === 0)
  })
}

/** Only what jest means to start: two hundred of them are what the rule is there for. */
async function percent(major, files, words) {
  await inRepository(modules.get(major), files, async folder => {
    const before = await run(folder, 0, ['--showConfig', ...words])
    claim(
      `${name(major)} takes 200% for ${workersOf(before)} workers`,
      workersOf(before) === 200,
      before.output,
    )
    applyFixes(folder, [PERCENT])
    const fixed = await run(folder, 0, ['--showConfig', ...words.map(word => word.replace('200', '100'))])
    claim(`  and after the fix for ${workersOf(fixed)}`, workersOf(fixed) === CPUS, fixed.output)
    claim('  and nothing is found any more', reportOf(folder, [PERCENT]).findings.length === 0)
  })
}

async function withoutUnit(major) {
  const config = 'maxWorkers: 2, workerIdleMemoryLimit: 512'
  const test =
    "it('says where it runs', () => require('node:fs').appendFileSync('processes.log', process.pid + ' '))\n"
  await inRepository(modules.get(major), repository(major, config, 'jest', test), async folder => {
    const before = await run(folder, 0)
    const processes = () => new Set(readFileSync(join(folder, 'processes.log'), 'utf8').trim().split(' '))
    const many = processes()
    claim(`${name(major)} with ${config}: a process for every file`, many.size === FILES, before.output)
    applyFixes(folder, [BYTES])
    const fixed = await run(folder, 0)
    const few = processes().size - many.size
    claim(`  and after the fix ${few} for ${FILES} files, 2 at most`, few >= 1 && few <= 2, fixed.output)
    claim('  and nothing is found any more', reportOf(folder, [BYTES]).findings.length === 0)
  })
}

async function partOfMemory(major, limit) {
  const files = {
    ...repository(major, `maxWorkers: 4, workerIdleMemoryLimit: ${limit}`),
    'memlint.config.json': JSON.stringify({ hosts: { here: { memory: '8GiB', cpus: CPUS } } }),
  }
  await inRepository(modules.get(major), files, async folder => {
    const limitNow = async () => {
      const { output } = await run(folder, 0, ['--showConfig'])
      return Number(/"workerIdleMemoryLimit": (\d+)/.exec(output)?.[1])
    }
    claim(
      `${name(major)} takes ${limit} for half of os.totalmem()`,
      (await limitNow()) === Math.floor(totalmem() / 2),
    )
    applyFixes(folder, [PART])
    claim('  and after the fix for an amount', (await limitNow()) === 1152 * 1024 * 1024)
    claim('  and nothing is found any more', reportOf(folder, [PART]).findings.length === 0)
  })
}

function workersOf({ output }) {
  return Number(/"maxWorkers": (\d+)/.exec(output)?.[1])
}

function run(folder, patienceMs, words = []) {
  const command = ['node_modules/jest/bin/jest.js', ...words]
  return runMeeting({ folder, command, cpus: CPUS, all: FILES, patienceMs })
}

function name(major) {
  return `jest ${versionOf(modules.get(major), 'jest')}`
}

function repository(major, config, script = 'jest', test = MEETS) {
  const tests = Array.from({ length: FILES }, (_, index) => [`test/${index}.test.js`, test])
  const version = versionOf(modules.get(major), 'jest')
  return {
    'package.json': JSON.stringify({ scripts: { test: script }, devDependencies: { jest: version } }),
    'jest.config.js': `module.exports = { ${config} }\n`,
    ...Object.fromEntries(tests),
  }
}
