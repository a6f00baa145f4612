// What Playwright 1.40 and 1.65 make of `workers`, in a container that shows 8 cpus and may use 2 of them, before and after
// memlint's fix: tests that need no browser wait for each other, and the most that ran at once are counted.
//
//   node test/real/playwright-workers.mjs
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { applyFixes, reportOf } from './memlint.mjs'
import { claim, inRepository, installed, runMeeting, versionOf } from './node-tool.mjs'

const CPUS = 8
const QUOTA = 2
const FILES = 6
const RULE = 'playwright/workers-host-cpus'
/** What has room where memlint is told that a worker takes 2 GiB. */
const FITS = 2

/** Each with how many run at once before the fix, at least. */
const CASES = [
  { version: '1.40', config: '', before: CPUS / 2, says: 'half of the cpus, whatever the quota is' },
  { version: '1.65', config: '', before: CPUS / 2, says: 'half of the cpus, whatever the quota is' },
  {
    version: '1.65',
    config: "workers: process.env.CI ? 1 : '100%'",
    before: 5,
    says: 'more than half of them',
  },
  {
    version: '1.65',
    config: 'workers: 1',
    script: 'playwright test -j 6',
    before: 5,
    says: "the command's number",
  },
]

const modules = new Map(
  ['1.40', '1.65'].map(version => [
    version,
    installed(`playwright-${version}`, [`@playwright/test@${version}`]),
  ]),
)
for (const each of CASES) await fixes(each)
await limitedByProjects('1.40', false)
await limitedByProjects('1.65', true)
await refused('1.65')

async function fixes({ version, config, script = 'playwright test', before, says }) {
  await inRepository(modules.get(version), repository(version, config, script), async folder => {
    const { atOnce, output } = await run(folder, before, 20_000)
    claim(
      `${name(version)} with ${config || 'nothing'}, ${script}: ${atOnce} at once, ${says}`,
      atOnce >= before,
      output,
    )
    applyFixes(folder, [RULE])
    const fixed = await run(folder, FILES, 1000)
    const isCapped = fixed.exitCode === 0 && fixed.atOnce >= 1 && fixed.atOnce <= FITS
    claim(`  and after the fix ${fixed.atOnce} at once, ${FITS} at most`, isCapped, fixed.output)
    claim('  and nothing is found any more', reportOf(folder, [RULE]).findings.length === 0)
  })
}

/** Whether `workers` of all projects bound a run; memlint is silent where they do, and says so where they do not. */
async function limitedByProjects(version, areRead) {
  const config = "workers: 6, projects: [{ name: 'a', workers: 1 }]"
  await inRepository(modules.get(version), repository(version, config), async folder => {
    const { atOnce, output } = await run(folder, 3, areRead ? 1000 : 20_000)
    const isSilent = reportOf(folder, [RULE]).findings.length === 0
    claim(
      `${name(version)} ${areRead ? 'reads' : 'does not read'} workers of a project: ${atOnce} at once`,
      atOnce > 1 !== areRead && isSilent === areRead,
      output,
    )
  })
}

async function refused(version) {
  await inRepository(modules.get(version), repository(version, "workers: '6'"), async folder => {
    const { atOnce, exitCode, output } = await run(folder, FILES, 1000)
    claim(`${name(version)} refuses workers: '6'`, atOnce === 0 && exitCode !== 0, output)
    claim('  and memlint says nothing', reportOf(folder, [RULE]).findings.length === 0)
  })
}

/** As the script in package.json starts it. */
function run(folder, all, patienceMs) {
  const { scripts } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  const [, ...words] = scripts.e2e.split(' ')
  const command = ['node_modules/@playwright/test/cli.js', ...words]
  return runMeeting({ folder, command, cpus: CPUS, quota: QUOTA, all, patienceMs })
}

function name(version) {
  return `Playwright ${versionOf(modules.get(version), '@playwright/test')}`
}

function repository(version, config, script = 'playwright test') {
  const tests = Array.from({ length: FILES }, (_, index) => [
    `e2e/${index}.spec.js`,
    "require('@playwright/test').test('meets the others', () => require('../meeting.cjs')())\n",
  ])
  const exact = versionOf(modules.get(version), '@playwright/test')
  return {
    'package.json': JSON.stringify({
      scripts: { e2e: script },
      devDependencies: { '@playwright/test': exact },
    }),
    'package-lock.json': JSON.stringify({
      packages: { 'node_modules/@playwright/test': { version: exact } },
    }),
    'memlint.config.json': JSON.stringify({
      hosts: { here: { memory: '8GiB', cpus: CPUS }, smaller: { memory: '8GiB', cpus: 2 } },
      footprints: { 'playwright/workers': { perProcess: '2GiB', base: '100MiB', measured: 'stands in' } },
    }),
    'playwright.config.js': `module.exports = { testDir: 'e2e', timeout: 60_000, ${config} }\n`,
    ...Object.fromEntries(tests),
  }
}
