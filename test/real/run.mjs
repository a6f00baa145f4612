// `npm run test:real`: everything that is compared with real tools. Needs Linux, Python, cargo and npm; what Python
// needs is installed from PyPI into a virtual environment, what Node needs from npm into a scratch folder. A missing tool is a failure.
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { basename } from 'node:path'
import { fileURLToPath } from 'node:url'

/**
 * Each with the seconds it may take; the first one includes what pip takes on a first run. The comparisons are
 * samples of what they compare when they are started by hand without arguments.
 */
const SCRIPTS = [
  { file: 'incident-python.mjs', limitSeconds: 600 },
  { file: 'incident-rust.mjs', limitSeconds: 240 },
  { file: 'effects.mjs', args: ['--quick'], limitSeconds: 420 },
  { file: 'ini-differential.mjs', args: ['20000'], limitSeconds: 120 },
  { file: 'toml-test.mjs', limitSeconds: 60 },
  { file: 'yaml-differential.mjs', args: ['2000'], limitSeconds: 60 },
  { file: 'python-ast.mjs', args: ['', '10'], limitSeconds: 180 },
  { file: 'vitest-workers.mjs', limitSeconds: 180 },
  { file: 'jest-workers.mjs', limitSeconds: 180 },
  { file: 'pytest-config.mjs', args: ['150', '5000'], limitSeconds: 300 },
]

const results = []
for (const script of SCRIPTS) results.push(await run(script))

console.log('')
for (const { file, seconds, failure } of results)
  console.log(
    `${failure ? 'FAIL' : 'ok  '} ${file.padEnd(26)} ${seconds.toFixed(0).padStart(4)} s ${failure ?? ''}`,
  )
const failed = results.filter(result => result.failure).length
console.log(`${results.length - failed} passed, ${failed} failed`)
process.exitCode = failed === 0 ? 0 : 1

async function run({ file, args = [], limitSeconds }) {
  const path = fileURLToPath(new URL(file, import.meta.url))
  const started = performance.now()
  console.log(`\n── ${basename(file)} ${args.join(' ')}`)
  const failure = existsSync(path) ? await outcome(path, args, limitSeconds) : 'is not there'
  return { file, seconds: (performance.now() - started) / 1000, failure }
}

/** Undefined when it exits with 0 in time. */
function outcome(path, args, limitSeconds) {
  return new Promise(resolve => {
    const child = spawn(process.execPath, [path, ...args], { stdio: ['ignore', 'inherit', 'inherit'] })
    const timer = setTimeout(() => {
      child.kill('SIGTERM')
      resolve(`took longer than ${limitSeconds} s`)
    }, limitSeconds * 1000)
    child.on('error', error => resolve(error.message))
    child.on('close', (code, signal) => {
      clearTimeout(timer)
      resolve(code === 0 ? undefined : `ended with ${signal ?? code}`)
    })
  })
}
