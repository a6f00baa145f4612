// How many test files mocha 10 to 12 and ava 5 to 7 run at once, by every way that memlint reads and after its fixes, on a
// machine that seems to have 8 cpus.
//
//   node test/real/mocha-ava.mjs
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { applyFixes, reportOf } from './memlint.mjs'
import { claim, inRepository, installed, runMeeting, versionOf } from './node-tool.mjs'

const CPUS = 8
const FILES = 8
/** What memlint is told: three of these processes have room. */
const ROOM = 3
const HOST = { memory: '3GiB', cpus: CPUS }

const MOCHA = {
  name: 'mocha',
  majors: [10, 11, 12],
  test: "it('meets the others', require('../meeting.cjs')).timeout(60_000)\n",
  command: 'node_modules/mocha/bin/mocha.js',
  configured: options => ({ '.mocharc.json': JSON.stringify(options) }),
  /** Each with how many run at once, and what memlint makes of it. */
  cases: [
    { options: { parallel: true }, atOnce: CPUS - 1, memlint: 'fixes' },
    { options: { parallel: true, jobs: 6 }, atOnce: 6 },
    { options: { jobs: 6 }, words: ['--parallel'], atOnce: 6 },
    { options: {}, words: ['-p', '--jobs=6'], atOnce: 6, memlint: 'fixes' },
    { options: { jobs: 6 }, atOnce: 1, memlint: 'silent' },
    { options: { parallel: true, jobs: 1 }, atOnce: 1 },
    { options: { parallel: true, jobs: 6 }, words: ['--no-parallel'], atOnce: 1, memlint: 'silent' },
  ],
}

const AVA = {
  name: 'ava',
  majors: [5, 6, 7],
  test: `const test = require('ava')
test('meets the others', async t => {
  t.timeout(60_000)
  await require('../meeting.cjs')()
  t.pass()
})
`,
  command: 'node_modules/ava/entrypoints/cli.mjs',
  configured: options => ({ 'ava.config.cjs': `module.exports = ${JSON.stringify(options)}\n` }),
  cases: [
    { options: {}, atOnce: CPUS, memlint: 'fixes' },
    { options: {}, atOnce: 2, inCi: true },
    { options: { concurrency: 6, workerThreads: false }, atOnce: 6 },
    { options: {}, words: ['-c', '6'], atOnce: 6, memlint: 'fixes' },
    { options: { serial: true, concurrency: 6 }, atOnce: 1, memlint: 'silent' },
    { options: { concurrency: 6 }, words: ['--serial'], atOnce: 1 },
  ],
}

for (const tool of [MOCHA, AVA])
  for (const major of tool.majors) {
    const modules = installed(`${tool.name}-${major}`, [`${tool.name}@${major}`])
    // Of the older ones, what they start where nobody says a number.
    const cases = major === tool.majors.at(-1) ? tool.cases : [{ ...tool.cases[0], memlint: undefined }]
    for (const each of cases) await holds(tool, modules, each)
  }

async function holds(tool, modules, { options, words = [], atOnce, memlint, inCi = false }) {
  const rules = [`${tool.name}/workers-exceed-memory`]
  await inRepository(modules, repository(tool, modules, options, words), async folder => {
    const run = (given, all, patienceMs) =>
      runMeeting({
        folder,
        command: [tool.command, ...given],
        cpus: CPUS,
        all,
        patienceMs,
        env: { AVA_FORCE_CI: inCi ? 'ci' : 'not-ci' },
      })
    const written = [JSON.stringify(options), ...words].join(' ')
    const title = `${tool.name} ${versionOf(modules, tool.name)}${inCi ? ' in CI' : ''} with ${written}`
    const before = await run(words, atOnce, 20_000)
    claim(
      `${title}: ${before.atOnce} at once`,
      before.exitCode === 0 && before.atOnce === atOnce,
      before.output,
    )
    if (memlint === 'silent')
      claim('  and memlint says nothing', reportOf(folder, rules).findings.length === 0)
    if (memlint !== 'fixes') return
    applyFixes(folder, rules)
    const fixed = await run(wordsOf(folder), ROOM + 1, 500)
    claim(`  and after the fix ${fixed.atOnce} at once, ${ROOM} at most`, fixed.atOnce <= ROOM, fixed.output)
    claim('  and nothing is found any more', reportOf(folder, rules).findings.length === 0)
  })
}

/** What its script says behind the name of the tool. */
function wordsOf(folder) {
  const { scripts } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  return scripts.test.split(' ').slice(1)
}

function repository(tool, modules, options, words) {
  const version = versionOf(modules, tool.name)
  const footprints = { [`${tool.name}/workers`]: { perProcess: '480MiB', measured: 'for this test' } }
  return {
    'package.json': JSON.stringify({
      scripts: { test: [tool.name, ...words].join(' ') },
      devDependencies: { [tool.name]: version },
    }),
    'memlint.config.json': JSON.stringify({ hosts: { here: HOST }, footprints }),
    ...tool.configured(options),
    ...Object.fromEntries(Array.from({ length: FILES }, (_, index) => [`test/${index}.js`, tool.test])),
  }
}
