import { spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

const SCRATCH = join(tmpdir(), 'memlint-node-tools')
const INSTALL_LIMIT_MS = 5 * 60 * 1000
const RUN_LIMIT_MS = 60 * 1000

/**
 * A folder in which packages are installed; what is there is used again.
 *
 * @param {string} name of the folder: `vitest-4`
 * @param {string[]} packages with ranges: `vitest@4`
 * @returns {string} its node_modules
 * @throws {Error} when a package is not to be had
 */
export function installed(name, packages) {
  const folder = join(SCRATCH, name)
  const modules = join(folder, 'node_modules')
  const wanted = join(folder, 'installed.txt')
  if (existsSync(wanted) && readFileSync(wanted, 'utf8') === packages.join(' ')) return modules
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'package.json'), '{ "private": true }\n')
  const flags = ['--no-audit', '--no-fund', '--no-package-lock', '--prefer-offline', '--loglevel=error']
  const result = spawnSync('npm', ['install', ...flags, ...packages], {
    cwd: folder,
    encoding: 'utf8',
    timeout: INSTALL_LIMIT_MS,
  })
  if (result.status !== 0)
    throw new Error(`npm install ${packages.join(' ')} failed: ${result.error?.message ?? result.stderr}`)
  writeFileSync(wanted, packages.join(' '))
  return modules
}

/** The version of a package that is installed. */
export function versionOf(modules, name) {
  return JSON.parse(readFileSync(join(modules, name, 'package.json'), 'utf8')).version
}

/** What Node says of its cpus in a process that imports this, and in those it starts. */
const FAKE_CPUS = `import os from 'node:os'
import { syncBuiltinESMExports } from 'node:module'
os.availableParallelism = () => Number(process.env.FAKE_QUOTA)
os.cpus = () => Array.from({ length: Number(process.env.FAKE_CPUS) }, () => ({ model: 'fake', speed: 1, times: {} }))
syncBuiltinESMExports()
`

/**
 * A line of a test file that says when it starts and ends, and stays until \`$ALL\` have started or \`$PATIENCE_MS\`
 * are over: so many run at once as are allowed to, on a slow machine too.
 */
const MEETING = `const { appendFileSync, readFileSync } = require('node:fs')
const started = () => readFileSync(process.env.LOG, 'utf8').split('+').length - 1
module.exports = async () => {
  appendFileSync(process.env.LOG, '+')
  const end = Date.now() + Number(process.env.PATIENCE_MS)
  while (started() < Number(process.env.ALL) && Date.now() < end) await new Promise(go => setTimeout(go, 50))
  appendFileSync(process.env.LOG, '-')
}
`

/**
 * Runs a tool on a machine that seems to have so many cpus, over test files that meet. `quota` is what Node makes of them
 * in a container that may use fewer; all of them by default.
 *
 * @param {{ folder: string, command: string[], cpus: number, quota?: number, all: number, patienceMs: number, env?: object }} options
 * @returns {Promise<{ atOnce: number, exitCode: number | null, output: string }>}
 */
export async function runMeeting({ folder, command, cpus, quota = cpus, all, patienceMs, env }) {
  const log = join(folder, 'meeting.log')
  const fake = join(folder, 'fake-cpus.mjs')
  writeFileSync(log, '')
  writeFileSync(fake, FAKE_CPUS)
  const child = spawn(process.execPath, command, {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: RUN_LIMIT_MS,
    env: {
      ...process.env,
      ...env,
      // What starts this script may itself be run by the tool.
      VITEST: undefined,
      CI: undefined,
      NODE_OPTIONS: `--import ${fake}`,
      FAKE_CPUS: String(cpus),
      FAKE_QUOTA: String(quota),
      ALL: String(all),
      PATIENCE_MS: String(patienceMs),
      LOG: log,
      ...env,
    },
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', chunk => (output += chunk))
  const exitCode = await new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', resolve)
  })
  return { atOnce: mostAtOnce(readFileSync(log, 'utf8')), exitCode, output }
}

/**
 * A repository for as long as it is used. Its test files can `require('../meeting.cjs')`.
 *
 * @param {string} modules its node_modules
 * @param {Record<string, string>} files
 * @param {(folder: string) => Promise<void>} use
 */
export async function inRepository(modules, files, use) {
  const folder = mkdtempSync(join(tmpdir(), 'memlint-node-'))
  const all = { '.gitignore': 'node_modules\n', 'meeting.cjs': MEETING, ...files }
  try {
    symlinkSync(modules, join(folder, 'node_modules'))
    for (const [path, text] of Object.entries(all)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true })
      writeFileSync(join(folder, path), text)
    }
    await use(folder)
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 })
  }
}

/** Prints whether something holds; where it does not, with what was printed, and the script fails. */
export function claim(text, held, output = '') {
  console.log(`${held ? 'ok  ' : 'FAIL'} ${text}`)
  if (held) return
  console.log(output)
  process.exitCode = 1
}

function mostAtOnce(log) {
  let now = 0
  let most = 0
  for (const sign of log) {
    now += sign === '+' ? 1 : -1
    most = Math.max(most, now)
  }
  return most
}
