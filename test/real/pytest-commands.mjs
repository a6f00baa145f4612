// What make really starts where its recipes run pytest with pytest-xdist: as many workers as the plan says, whichever of
// `addopts`, PYTEST_ADDOPTS and the command asks for them, and after the fix no more than fit.
//
//   node test/real/pytest-commands.mjs
import { spawn, spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { applyFixes, reportOf } from './memlint.mjs'
import { installSystemPackages } from './system-packages.mjs'
import { virtualEnvironment } from './virtual-environment.mjs'

const RULE = 'pytest/workers-exceed-memory'
/** Of the host below, in workers of 3 GiB. */
const FIT = 2
const HOST = { memory: '8GiB', cpus: 16, kind: 'workstation' }
const AT_ONCE = 3

/** Recipes with the number of workers that they start; `few` say nothing that could be too much. */
const CASES = [
  { name: 'PYTEST_ADDOPTS over the configuration', recipe: "PYTEST_ADDOPTS='-n 3' pytest", workers: 3 },
  { name: 'the command over both', recipe: "PYTEST_ADDOPTS='-n 4' pytest -n3", workers: 3 },
  {
    name: 'a path with a variable',
    recipe: '$(BIN)/python -m pytest --numprocesses=3 $(ARGS)',
    workers: 3,
  },
  {
    name: 'a list, with a cap',
    recipe: 'true && \\\n\tpytest -n 5 --maxprocesses 3; \\\n\texit $$?',
    workers: 3,
  },
  { name: 'a number for auto', recipe: 'PYTEST_XDIST_AUTO_NUM_WORKERS=3 pytest -n auto', workers: 3 },
  {
    name: 'a cap in PYTEST_ADDOPTS',
    recipe: 'PYTEST_ADDOPTS=--maxprocesses=2 pytest -n 3',
    workers: 2,
    few: true,
  },
  { name: 'a cap of another folder', recipe: 'cd sub && pytest -n 3', workers: 2, few: true },
  { name: 'no worker', recipe: 'pytest -n0', workers: 0, few: true },
]

const TESTS = `
import os
import pytest

@pytest.mark.parametrize("index", range(6))
def test_worker(index):
    with open(os.environ["MEMLINT_OUT"], "a") as out:
        out.write(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "0") + "\\n")
`

const bin = dirname(virtualEnvironment(['pytest', 'pytest-xdist']))
if (spawnSync('make', ['--version']).status !== 0) installSystemPackages('make')
const folder = mkdtempSync(join(tmpdir(), 'memlint-pytest-commands-'))
try {
  writeRepository()
  const planned = plan()
  const before = await runAll()
  const found = applyFixes(folder, [RULE]).findings.length
  const after = await runAll()
  for (const [index, { name, workers, few }] of CASES.entries()) {
    check(`${name}: ${before[index]} workers start`, before[index] === workers)
    // What starts none is no row of the plan.
    const row = planned.get(`t${index}`) ?? 0
    check(`  and the plan says ${row}`, row === workers)
    check(`  and ${after[index]} after the fix`, after[index] === (few ? workers : FIT))
  }
  check(`every recipe with too many is found, and no other`, found === CASES.filter(({ few }) => !few).length)
  check(
    'nothing is left to find',
    reportOf(folder, [RULE]).findings.every(({ severity }) => severity === 'info'),
  )
} finally {
  rmSync(folder, { recursive: true, force: true, maxRetries: 3 })
}

function writeRepository() {
  const footprint = { perProcess: '3GiB', measured: 'made up' }
  const recipes = CASES.map(({ recipe }, index) => `t${index}:\n\t${recipe}\n`)
  write(
    'memlint.config.json',
    JSON.stringify({ hosts: { here: HOST }, footprints: { 'pytest/workers': footprint } }),
  )
  write('pytest.ini', '[pytest]\naddopts = -n 1 -p no:cacheprovider\n')
  write('tests/test_workers.py', TESTS)
  write('sub/pytest.ini', '[pytest]\naddopts = --maxprocesses=2 -p no:cacheprovider\n')
  write('sub/test_sub.py', TESTS)
  write('Makefile', `BIN = ${bin}\n\n${recipes.join('\n')}`)
}

function write(path, text) {
  mkdirSync(dirname(join(folder, path)), { recursive: true })
  writeFileSync(join(folder, path), text)
}

/** The workers of each target that has a row. */
function plan() {
  const { workloads, hosts } = reportOf(folder, [RULE]).plan
  const targets = new Map(workloads.map(({ id, when }) => [id, /^(t\d+) of Makefile$/.exec(when)?.[1]]))
  return new Map(hosts[0].rows.map(({ workload, processes }) => [targets.get(workload), processes]))
}

async function runAll() {
  const result = []
  const waiting = CASES.map((_, index) => index)
  const lane = async () => {
    for (let index = waiting.shift(); index !== undefined; index = waiting.shift())
      result[index] = await workersOf(index)
  }
  await Promise.all(Array.from({ length: AT_ONCE }, lane))
  return result
}

/** What the tests themselves say of how many there are; undefined where they do not agree, or none ran. */
async function workersOf(index) {
  const out = join(folder, `out${index}`)
  writeFileSync(out, '')
  const settings = /^(GNU)?MAKE|^MFLAGS|^PYTEST_/
  const env = Object.fromEntries(Object.entries(process.env).filter(([key]) => !settings.test(key)))
  await new Promise((resolve, reject) => {
    const child = spawn('make', ['-s', `t${index}`], {
      cwd: folder,
      stdio: 'ignore',
      timeout: 60_000,
      env: {
        ...env,
        MEMLINT_OUT: out,
        PATH: [bin, process.env.PATH].join(delimiter),
        PYTHONDONTWRITEBYTECODE: '1',
      },
    })
    child.on('error', reject).on('close', resolve)
  })
  const seen = new Set(readFileSync(out, 'utf8').split('\n').filter(Boolean))
  return seen.size === 1 ? Number([...seen][0]) : undefined
}

function check(text, holds) {
  console.log(`${holds ? 'ok  ' : 'FAIL'} ${text}`)
  if (!holds) process.exitCode = 1
}
