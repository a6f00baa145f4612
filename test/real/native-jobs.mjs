// What make, cmake, ninja and cargo really start at once, before and after memlint's fix, for every way of writing it.
//
//   node test/real/native-jobs.mjs
import { spawn, spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { applyFixes, reportOf } from './memlint.mjs'
import { CARGO } from './native-jobs/cargo.mjs'
import { CMAKE, NINJA } from './native-jobs/cmake.mjs'
import { MAKE } from './native-jobs/make.mjs'
import { installSystemPackages } from './system-packages.mjs'

const TARGETS = 10
const HOST = { memory: '16GiB', cpus: 3 }
const RULES = [
  ...['make/unbounded-jobs', 'cmake/build-parallel-unbounded', 'ninja/unbounded-jobs'],
  'cargo/jobs-exceed-memory',
]
/** Three of these have room, and all that cargo is told to start have not. */
const COMPILER = { perProcess: '4GiB', measured: 'for this test' }
/** Jobs sleep: several cases at once disturb nobody. */
const AT_ONCE = 8
/** On one cpu only, so that what keeps to the cpus keeps to few on every machine. */
const [, CPU] = /^Cpus_allowed_list:\s*(\d+)/m.exec(readFileSync('/proc/self/status', 'utf8'))

const folder = mkdtempSync(join(tmpdir(), 'memlint-native-'))
const cases = [...MAKE, ...CMAKE, ...NINJA, ...CARGO].map((one, index) => ({
  ...one,
  folder: join(folder, `case${index}`),
  index,
}))
let failed = 0
installMissing()
try {
  write(
    'memlint.config.json',
    JSON.stringify({ hosts: { here: HOST }, footprints: { 'cargo/jobs': COMPILER } }),
  )
  for (const { index, files } of cases)
    for (const [path, text] of Object.entries(files)) write(join(`case${index}`, path), text)
  const before = await peaks()
  const found = applyFixes(folder, RULES).findings.map(({ file }) => file.split('/')[0])
  const after = await peaks()
  const left = reportOf(folder, RULES).findings
  for (const { index, name, bounded } of cases) {
    const finds = found.filter(one => one === `case${index}`).length
    const peak = `${before[index]} of ${TARGETS} at once`
    if (bounded) check(`${name}: ${peak}, and memlint says nothing`, before[index] < TARGETS && finds === 0)
    else {
      const fixed = after[index] > 0 && after[index] <= HOST.cpus
      check(
        `${name}: ${peak}, ${after[index]} after the fix`,
        before[index] === TARGETS && finds > 0 && fixed,
      )
    }
  }
  check('nothing is left to find', left.length === 0)
} finally {
  rmSync(folder, { recursive: true, force: true, maxRetries: 3 })
}
process.exitCode = failed === 0 ? 0 : 1

function write(path, text) {
  mkdirSync(join(folder, dirname(path)), { recursive: true })
  const targets = Array.from({ length: TARGETS }, (_, index) => `t${index}`)
  writeFileSync(join(folder, path), text.replaceAll('TARGETS', targets.join(' ')))
}

/** Of every case, how many of its jobs were between start and end at the same time; 0 where none was started. */
async function peaks() {
  const result = []
  const waiting = [...cases]
  const worker = async () => {
    for (let one = waiting.shift(); one; one = waiting.shift()) result[one.index] = await peakOf(one)
  }
  await Promise.all(Array.from({ length: AT_ONCE }, worker))
  return result
}

async function peakOf({ folder: cwd, run }) {
  const log = join(cwd, 'log')
  writeFileSync(log, '')
  const settings = /^(GNU)?MAKE|^MFLAGS|^CMAKE|^CARGO|^RUST(C|FLAGS|_)|^npm_/
  const env = Object.fromEntries(Object.entries(process.env).filter(([key]) => !settings.test(key)))
  await new Promise((resolve, reject) => {
    const child = spawn('taskset', ['-c', CPU, 'sh', '-c', run], {
      cwd,
      env: { ...env, LOG: log, CARGO_HOME: join(folder, 'cargo-home') },
      stdio: 'ignore',
    })
    child.on('error', reject).on('close', resolve)
  })
  let running = 0
  let peak = 0
  for (const line of readFileSync(log, 'utf8').split('\n')) {
    running += line === '+' ? 1 : line === '-' ? -1 : 0
    peak = Math.max(peak, running)
  }
  return peak
}

/** Debian's packages, which a machine for tests may not have yet. A tool that cannot be had is a failure. */
function installMissing() {
  const packages = { make: 'make', cmake: 'cmake', ninja: 'ninja-build' }
  const missing = Object.keys(packages).filter(tool => spawnSync(tool, ['--version']).status !== 0)
  if (missing.length === 0) return
  installSystemPackages(...missing.map(tool => packages[tool]))
}

function check(text, holds) {
  console.log(`${holds ? 'ok  ' : 'FAIL'} ${text}`)
  if (!holds) failed++
}
