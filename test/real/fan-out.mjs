// How many tasks turbo, pnpm, concurrently and npm-run-all run at once, before and after memlint's fixes: a stand-in for
// vitest waits in each of four packages until all have met. What vitest itself starts, vitest-workers.mjs counts. nx and lerna
// are too large to be installed here; they were counted by hand (nx 22.7, lerna 9.0).
//
//   node test/real/fan-out.mjs
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { applyFixes, reportOf } from './memlint.mjs'
import { claim, inRepository, installed, runMeeting, versionOf } from './node-tool.mjs'

const CPUS = 8
const PACKAGES = ['a', 'b', 'c', 'd']
const RULE = 'repo/fanout-product'

/** 9 GiB are usable, and 7 workers of half a GiB are a task. */
const MACHINE = {
  hosts: { laptop: { memory: '12GiB', cpus: CPUS } },
  footprints: { 'vitest/workers': { perProcess: '512MiB', measured: 'for this script' } },
}
const FIT = 2

const PROGRAMS = {
  turbo: 'turbo/bin/turbo',
  pnpm: 'pnpm/bin/pnpm.cjs',
  concurrently: 'concurrently/dist/bin/concurrently.js',
  'run-p': 'npm-run-all2/bin/run-p/index.js',
}

const QUIET = {
  TURBO_TELEMETRY_DISABLED: '1',
  TURBO_NO_UPDATE_NOTIFIER: '1',
  TURBO_ENV_MODE: 'loose',
  npm_config_update_notifier: 'false',
}

const CONFIG = { 'vitest.config.mjs': "export default { test: { environment: 'node' } }\n" }

const CASES = [
  { script: 'turbo run test' },
  { script: 'turbo run test', turbo: { concurrency: '9' } },
  { script: 'pnpm --parallel run test' },
  { script: 'concurrently npm:unit:*' },
  { script: 'run-p unit:*' },
]

/** What memlint takes for granted where packages wait for those that they depend on. */
const CHAINS = [
  { script: 'turbo run test', turbo: { tasks: { test: { dependsOn: ['^test'], cache: false } } } },
  { script: 'pnpm -r run test' },
]

const STAND_IN = fileURLToPath(new URL('stand-ins/vitest', import.meta.url))
const modules = installed('fan-out', [
  ...['turbo@2', 'pnpm@10', 'concurrently@9', 'npm-run-all2@8'],
  `file:${STAND_IN}`,
])
for (const name of ['turbo', 'pnpm', 'concurrently', 'npm-run-all2'])
  console.log(`${name} ${versionOf(modules, name)}`)
for (const each of CASES) await fixes(each)
for (const each of CHAINS) await takesTurns(each)

async function fixes({ script, turbo }) {
  await inRepository(modules, repository(script, turbo), async folder => {
    const before = await run(folder, 30_000)
    claim(`${script}: ${before.atOnce} tasks at once`, before.atOnce > FIT, before.output)
    applyFixes(folder, [RULE])
    const fixed = await run(folder, 500)
    const isCapped = fixed.exitCode === 0 && fixed.atOnce >= 1 && fixed.atOnce <= FIT
    claim(`  and after the fix ${fixed.atOnce}, ${FIT} at most`, isCapped, fixed.output)
  })
}

async function takesTurns({ script, turbo }) {
  await inRepository(modules, repository(script, turbo, true), async folder => {
    const { atOnce, exitCode, output } = await run(folder, 500)
    claim(`${script} in a chain of packages: ${atOnce} at once`, exitCode === 0 && atOnce === 1, output)
    claim('  and nothing is found', reportOf(folder, [RULE]).findings.length === 0)
  })
}

/** The script as package.json has it now. */
function run(folder, patienceMs) {
  const { scripts } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  const [program, ...words] = scripts.test.split(' ')
  const command = [`node_modules/${PROGRAMS[program]}`, ...words]
  const env = { ...QUIET, MEETING: join(folder, 'meeting.cjs') }
  return runMeeting({ folder, command, cpus: CPUS, all: PACKAGES.length, patienceMs, env })
}

function repository(script, turbo, isChain = false) {
  return {
    'memlint.config.json': JSON.stringify(MACHINE),
    ...(script.endsWith(':*') ? onePackage(script) : severalPackages(script, turbo, isChain)),
  }
}

function onePackage(test) {
  const units = PACKAGES.map(name => [`unit:${name}`, 'vitest run'])
  const scripts = { test, ...Object.fromEntries(units) }
  return { 'package.json': JSON.stringify({ scripts }), ...CONFIG }
}

function severalPackages(test, turbo, isChain) {
  const isPnpm = test.startsWith('pnpm')
  const manifest = {
    name: 'all',
    private: true,
    packageManager: isPnpm ? `pnpm@${versionOf(modules, 'pnpm')}` : 'npm@11.0.0',
    ...(!isPnpm && { workspaces: ['packages/*'] }),
    scripts: { test },
  }
  const members = PACKAGES.map((name, index) => member(name, isChain && PACKAGES[index - 1], isPnpm))
  return {
    'package.json': JSON.stringify(manifest),
    'package-lock.json': JSON.stringify({ lockfileVersion: 3, packages: {} }),
    ...(isPnpm && { 'pnpm-workspace.yaml': 'packages:\n  - packages/*\n' }),
    ...(!isPnpm && { 'turbo.json': JSON.stringify({ tasks: { test: { cache: false } }, ...turbo }) }),
    ...Object.assign({}, ...members),
  }
}

function member(name, below, isPnpm) {
  const manifest = {
    name,
    version: '1.0.0',
    scripts: { test: 'vitest run' },
    devDependencies: { vitest: '^4.0.0' },
    ...(below && { dependencies: { [below]: isPnpm ? 'workspace:*' : '1.0.0' } }),
  }
  const files = { 'package.json': JSON.stringify(manifest), ...CONFIG }
  return Object.fromEntries(Object.entries(files).map(([file, text]) => [`packages/${name}/${file}`, text]))
}
