// `npm run test:real`: everything that is compared with real tools. Needs Debian or Ubuntu, Python, cargo, npm and git; what
// Python needs is installed from PyPI into a virtual environment, a few programs by apt. A missing tool is a failure.
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { basename } from 'node:path'
import { fileURLToPath } from 'node:url'

/**
 * Each with the seconds it may take; the first one includes what pip takes on a first run. The comparisons are
 * samples of what they compare when they are started by hand without arguments. What is measured has
 * but one script beside it, which takes a cpu and no memory of what is measured. The rest runs in lanes, as much of it waits
 * for packages or for a number of processes; what installs with pip shares an environment and is in one of them.
 */
const MEASURED = [
  { file: 'incident-python.mjs', limitSeconds: 600 },
  { file: 'incident-rust.mjs', limitSeconds: 240 },
  { file: 'effects.mjs', args: ['--quick'], limitSeconds: 420 },
  { file: 'init-runner.mjs', limitSeconds: 120 },
]
const WITH_PIP = [
  { file: 'ini-differential.mjs', args: ['20000'], limitSeconds: 120 },
  { file: 'yaml-differential.mjs', args: ['2000'], limitSeconds: 60 },
  { file: 'pytest-config.mjs', args: ['50', '2000'], limitSeconds: 300 },
  { file: 'pytest-commands.mjs', limitSeconds: 120 },
  { file: 'init-files.mjs', limitSeconds: 120 },
  { file: 'pre-commit.mjs', limitSeconds: 300 },
  { file: 'github-action.mjs', limitSeconds: 240 },
  { file: 'pipelines.mjs', limitSeconds: 120 },
]
const COUNTING_PROCESSES = [
  { file: 'vitest-workers.mjs', limitSeconds: 180 },
  { file: 'jest-workers.mjs', limitSeconds: 180 },
  { file: 'playwright-workers.mjs', limitSeconds: 240 },
  { file: 'karma-browsers.mjs', limitSeconds: 120 },
  { file: 'mocha-ava.mjs', limitSeconds: 180 },
  { file: 'native-jobs.mjs', limitSeconds: 180 },
]
const OTHER_NODE_TOOLS = [
  { file: 'package.mjs', limitSeconds: 180 },
  { file: 'completion.mjs', limitSeconds: 180 },
  { file: 'lint-staged.mjs', limitSeconds: 180 },
  { file: 'node-heap.mjs', limitSeconds: 60 },
  { file: 'eslint-workers.mjs', limitSeconds: 180 },
  { file: 'bundlers.mjs', limitSeconds: 240 },
  { file: 'fan-out.mjs', limitSeconds: 240 },
  { file: 'html-report.mjs', limitSeconds: 180 },
]
const OTHERS = [
  { file: 'toml-test.mjs', limitSeconds: 60 },
  { file: 'python-ast.mjs', args: ['', '10'], limitSeconds: 180 },
  { file: 'progress.mjs', limitSeconds: 60 },
  { file: 'fuzz.mjs', args: ['2000'], limitSeconds: 120 },
  {
    file: 'hostile-inputs.mjs',
    args: ['^(pytest.ini): (?!UTF|only|nothing|a NUL|invalid|overlong|50)'],
    limitSeconds: 300,
  },
  { file: 'crash-safety.mjs', limitSeconds: 300 },
  { file: 'regular-expressions.mjs', limitSeconds: 240 },
]

const beside = inTurn(COUNTING_PROCESSES)
const measured = await inTurn(MEASURED)
const lanes = [WITH_PIP, OTHER_NODE_TOOLS, OTHERS].map(inTurn)
const results = [measured, ...(await Promise.all([beside, ...lanes]))].flat()

console.log('')
for (const { file, seconds, failure } of results)
  console.log(
    `${failure ? 'FAIL' : 'ok  '} ${file.padEnd(26)} ${seconds.toFixed(0).padStart(4)} s ${failure ?? ''}`,
  )
const failed = results.filter(result => result.failure).length
console.log(`${results.length - failed} passed, ${failed} failed`)
process.exitCode = failed === 0 ? 0 : 1

async function inTurn(scripts) {
  const results = []
  for (const script of scripts) results.push(await run(script))
  return results
}

/** What it says is printed when it has ended, since others run beside it. */
async function run({ file, args = [], limitSeconds }) {
  const path = fileURLToPath(new URL(file, import.meta.url))
  const started = performance.now()
  const { said, failure } = existsSync(path)
    ? await outcome(path, args, limitSeconds)
    : { said: '', failure: 'is not there' }
  console.log(`\n── ${basename(file)} ${args.join(' ')}\n${said}`)
  return { file, seconds: (performance.now() - started) / 1000, failure }
}

/** What a script says, and why it failed: not at all when it exits with 0 in time. */
function outcome(path, args, limitSeconds) {
  return new Promise(resolve => {
    let said = ''
    let late = false
    const child = spawn(process.execPath, [path, ...args], { stdio: ['ignore', 'pipe', 'pipe'] })
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8')
      stream.on('data', text => {
        said += text
      })
    }
    const timer = setTimeout(() => {
      late = true
      child.kill('SIGTERM')
    }, limitSeconds * 1000)
    child.on('error', error => resolve({ said, failure: error.message }))
    child.on('close', (code, signal) => {
      clearTimeout(timer)
      const failure = late ? `took longer than ${limitSeconds} s` : `ended with ${signal ?? code}`
      resolve(code === 0 && !late ? { said } : { said, failure })
    })
  })
}
