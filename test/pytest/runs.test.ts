import { describe, expect, test } from 'vitest'
import { configOf } from '../../rules/pytest/view/config/config-files.ts'
import { written } from '../../rules/pytest/view/config/options.ts'
import { findRoots } from '../../rules/pytest/view/config/roots.ts'
import { readInstalled } from '../../rules/pytest/view/installed/installed.ts'
import { invocationsOutside } from '../../rules/pytest/view/runs/outside.ts'
import { runsOf } from '../../rules/pytest/view/runs/runs.ts'
import { selectedFrom } from '../../rules/pytest/view/runs/selection.ts'
import { STARTING_FILES } from '../../rules/pytest/view/runs/starts.ts'
import { invocationsIn, sourcesOf } from './sources.ts'

/** Each run as `name: option → processes`. */
function runs(files: Readonly<Record<string, string>>, hook?: number): string[] {
  const sources = sourcesOf(files)
  const at = { processes: hook ?? 0 }
  const document = sources.document(Object.keys(files)[0] ?? '')
  const facts =
    hook === undefined || !document
      ? { psutil: false }
      : { psutil: false, hook: { ...at, at: { value: '', document, at: [] } } }
  return runsOf(configOf('', sources, true), invocationsIn(sources), facts).map(run => {
    const { count, distributed, decidedBy } = run.workers
    const processes = count.kind === 'fixed' ? count.processes : count.kind
    return `${run.name || 'plain'}: ${distributed && decidedBy ? `${written(decidedBy)} → ${processes}` : 'in process'}`
  })
}

const INI = '[pytest]\naddopts = -n 2\n'

describe('the ways in which pytest is started', () => {
  test('plainly, with addopts', () => {
    expect(runs({ 'pytest.ini': INI })).toEqual(['plain: -n 2 → 2'])
    expect(runs({ 'pytest.ini': '[pytest]\n' })).toEqual(['plain: in process'])
  })

  test('native TOML takes arrays only', () => {
    expect(runs({ 'pytest.toml': '[pytest]\naddopts = ["-n", "2"]\n' })).toEqual(['plain: -n 2 → 2'])
    expect(runs({ 'pytest.toml': '[pytest]\naddopts = "-n 2"\n' })).toEqual(['plain: in process'])
  })

  test.each<[string, string, string[]]>([
    ['the command beats addopts', '[testenv]\ncommands = pytest -n 4\n', ['tox.ini[testenv]: -n 4 → 4']],
    [
      'the variable beats addopts',
      '[testenv]\nset_env = PYTEST_ADDOPTS=-n4\n',
      ['tox.ini[testenv]: -n4 → 4'],
    ],
    [
      'the command beats the variable',
      '[testenv]\nsetenv = PYTEST_ADDOPTS = -n 4\ncommands = python -m pytest -n 8\n',
      ['tox.ini[testenv]: -n 8 → 8'],
    ],
    ['what is the same is one run', '[testenv]\ncommands = pytest tests\n', []],
    ['what starts nothing is no run', '[testenv]\ncommands = pytest -n 0\n', []],
    ['-o addopts= starts from nothing', '[testenv]\ncommands = pytest -o addopts= --dist load\n', []],
    [
      'other programs have an -n too',
      '[testenv]\ncommands =\n  sphinx-build -n docs\n  pip install pytest -n 9\n',
      [],
    ],
    ['comments are no commands', '[testenv]\ncommands =\n  # pytest -n 9\n  pytest\n', []],
    [
      'an environment inherits what it does not set',
      '[testenv]\ncommands = pytest -n 4\n[testenv:a]\nsetenv = X = 1\n[testenv:b]\ncommands = -pytest -n 6\n',
      ['tox.ini[testenv]: -n 4 → 4', 'tox.ini[testenv:b]: -n 6 → 6'],
    ],
    [
      'factors, continued lines and runners',
      '[testenv]\ncommands =\n  py311: coverage run -m pytest \\\n    -n 4 {posargs}\n  !py39: {envbindir}/pytest -n 5\n',
      ['tox.ini[testenv]: -n 4 → 4', 'tox.ini[testenv]#2: -n 5 → 5'],
    ],
    [
      'a number for auto in the environment',
      '[testenv]\nsetenv =\n  PYTEST_XDIST_AUTO_NUM_WORKERS = 3\ncommands = pytest -n auto\n',
      ['tox.ini[testenv]: -n auto → 3'],
    ],
  ])('by tox: %s', (_title, tox, expected) => {
    expect(runs({ 'pytest.ini': INI, 'tox.ini': tox }).slice(1)).toEqual(expected)
  })

  test('by tox in TOML', () => {
    const toml = `[env_run_base]
commands = [["pytest", "-n", "4"], ["ruff", "check"]]
set_env = { PYTEST_ADDOPTS = "-q" }
[env.fast]
set_env = { PYTEST_ADDOPTS = "-n 8" }
commands = [["pytest"]]
`
    const expected = ['tox.toml[env_run_base]: -n 4 → 4', 'tox.toml[fast]: -n 8 → 8']
    expect(runs({ 'tox.toml': toml }).slice(1)).toEqual(expected)
    const inPyproject = toml.replaceAll('[env', '[tool.tox.env')
    expect(runs({ 'pyproject.toml': inPyproject }).slice(1)).toHaveLength(2)
  })

  test.each([
    ['PYTEST_ADDOPTS=-n 4\n', '-n 4 → 4'],
    ['export PYTEST_ADDOPTS="-n 4 -q" # why\n', '-n 4 → 4'],
    [`PYTEST_ADDOPTS='-n 3'\nPYTEST_ADDOPTS='-n 4'\n`, '-n 4 → 4'],
    ['PYTEST_ADDOPTS=-nauto\nPYTEST_XDIST_AUTO_NUM_WORKERS=5\n', '-nauto → 5'],
  ])('with an environment file: %j', (text, expected) => {
    expect(runs({ 'pytest.ini': INI, '.env': text }).slice(1)).toEqual([`what reads .env: ${expected}`])
  })

  test('a commented variable is none', () => {
    expect(
      runs({ 'pytest.ini': INI, '.env': '# PYTEST_ADDOPTS=-n 4\nOTHER_PYTEST_ADDOPTS=-n 4\n' }),
    ).toHaveLength(1)
  })

  test('files that lie elsewhere, or are there to be copied, are none', () => {
    const text = 'PYTEST_ADDOPTS=-n 4\n'
    expect(runs({ 'pytest.ini': INI, '.env.example': text, 'docker/.env': text })).toHaveLength(1)
  })

  test('a hook beats the variable for what auto means, and leaves numbers alone', () => {
    const files = {
      'pytest.ini': '[pytest]\naddopts = -n auto\n',
      '.env': 'PYTEST_XDIST_AUTO_NUM_WORKERS=9\n',
    }
    expect(runs(files, 2)[0]).toBe('plain: -n auto → 2')
    expect(runs({ 'pytest.ini': INI }, 5)).toEqual(['plain: -n 2 → 2'])
  })
})

/** The runs that a recipe starts beside the plain one. */
function byRecipe(...lines: string[]): string[] {
  return runs({ 'pytest.ini': INI, Makefile: `t:\n${lines.map(line => `\t${line}\n`).join('')}` }).slice(1)
}

describe('pytest is started by', () => {
  test.each([
    ['pytest -n auto', '-n auto → per-cpu'],
    ['pytest -nauto', '-nauto → per-cpu'],
    ['pytest -n 8 tests', '-n 8 → 8'],
    ['pytest -n8 --maxprocesses=4', '-n8 → 4'],
    ['pytest --numprocesses=8', '--numprocesses=8 → 8'],
    ['pytest --numprocesses auto --maxprocesses 4', '--numprocesses auto → capped'],
    ['pytest -n logical --dist each', '-n logical → per-cpu'],
    ['pytest -n 3 --dist no', '-n 3 → 3'],
    ['A=1 B=2 pytest -n 8', '-n 8 → 8'],
    ['env A=1 pytest -n 8', '-n 8 → 8'],
    ['timeout -k 5 10m pytest -n 8', '-n 8 → 8'],
    ['python -X dev -m pytest -n 8', '-n 8 → 8'],
    ['$(PYTHON) -m pytest -n 8', '-n 8 → 8'],
    ['$(VENV_BIN)/pytest -n auto $(PYTEST_ARGS)', '-n auto → per-cpu'],
    ['uv run --no-sync pytest -n 8', '-n 8 → 8'],
    ['uv run --with pytest pytest -n 8', '-n 8 → 8'],
    ['uv --project tests run pytest -n 8', '-n 8 → 8'],
    ['uv run -- pytest -n 8', '-n 8 → 8'],
    ['poetry run pytest -n 8', '-n 8 → 8'],
    ['pdm run pytest -n 8', '-n 8 → 8'],
    ['hatch run pytest -n 8', '-n 8 → 8'],
    ['rye run pytest -n 8', '-n 8 → 8'],
    ['conda run -n env pytest -n 8', '-n 8 → 8'],
    ['$(RUN) pytest -n 8', '-n 8 → 8'],
    ['coverage run --branch -m pytest -n 8', '-n 8 → 8'],
    ['if true; then a && pytest -n auto; fi', '-n auto → per-cpu'],
    ['pytest "-n" "8"', '-n 8 → 8'],
    ["PYTEST_ADDOPTS='-n 4' pytest -q", '-n 4 → 4'],
    ['PYTEST_ADDOPTS="-n 4" pytest -n 8', '-n 8 → 8'],
    ['env PYTEST_ADDOPTS="--maxprocesses=3" pytest -n 8', '-n 8 → 3'],
    ['PYTEST_XDIST_AUTO_NUM_WORKERS=3 pytest -n auto', '-n auto → 3'],
    ['export PYTEST_ADDOPTS="-n 4"; pytest -q', '-n 4 → 4'],
    ['PYTEST_ADDOPTS="-n 4" make test', '-n 4 → 4'],
  ])('%s', (line, expected) => {
    expect(byRecipe(line)).toEqual([`t of Makefile: ${expected}`])
  })

  test.each([
    'pytest -q',
    'pytest -n 0; pytest -n 1 -n 0',
    'pytest -p no:xdist -n 8',
    'pytest -n $(N)',
    'pytest -n auto --maxprocesses=$(N)',
    'pytest -- -n 8',
    'pytest -n 8 --collect-only',
    'pytest -c other.ini -n 8',
    'pytest-benchmark -n 8',
    'xargs -n 8 pytest',
    'pytest tests | head -n 8',
    'pip install pytest -n 8',
    'uv run pip install pytest -n 8',
    'uv run --with pytest python x.py -n 8',
    'docker run image pytest -n 8',
    'pre-commit run pytest -n 8',
    'nox -s pytest -- -n 8',
    'echo pytest -n 8',
    '# pytest -n 8',
    'pytest -n 8 "',
  ])('nothing that matters here: %s', line => {
    expect(byRecipe(line)).toEqual([])
  })

  test.each([
    ['package.json', '{"scripts": {"test": "pytest -n 8"}}', 'npm run test'],
    ['.gitlab-ci.yml', 'a: { script: [pip install ., pytest -n 8] }', 'job a of .gitlab-ci.yml'],
    ['Dockerfile', 'FROM a\nRUN pip install . && \\\n  pytest -n 8\n', 'the build of Dockerfile'],
    ['.github/workflows/ci.yml', 'jobs: { a: { steps: [{ run: pytest -n 8 }] } }', 'job a of ci.yml'],
    ['tests.mk', 'a:\n\t-@pytest -n 8\n', 'a of tests.mk'],
  ])('%s', (path, text, when) => {
    expect(runs({ 'pytest.ini': INI, [path]: text }).slice(1)).toEqual([`${when}: -n 8 → 8`])
  })

  test.each([
    ['pytest -n 8', []],
    ['pip install pytest-xdist && pytest -n 8', ['t of Makefile: -n 8 → 8']],
  ])('%s where the project installs pytest without pytest-xdist', (line, expected) => {
    const files = { 'pytest.ini': '', 'requirements.txt': 'pytest\n', Makefile: `t:\n\t${line}\n` }
    expect(runs(files).slice(1)).toEqual(expected)
  })

  test('several commands of one target', () => {
    expect(byRecipe('pytest -n 3', 'pytest -n 4')).toEqual([
      't of Makefile: -n 3 → 3',
      't of Makefile (2): -n 4 → 4',
    ])
  })

  test('variables of a workflow, the nearest first', () => {
    const workflow = `env: { PYTEST_ADDOPTS: -n 4 }
jobs:
  all:
    steps: [{ run: pytest }]
  job:
    env: { PYTEST_ADDOPTS: -n 5 }
    steps:
      - run: pytest
      - { run: pytest, env: { PYTEST_ADDOPTS: -n 6 } }
      - { run: pytest -n 7, env: { PYTEST_ADDOPTS: --maxprocesses=2 } }
  other:
    env: { PYTEST_ADDOPTS: -n 8 }
    steps: [{ run: tox }]
`
    expect(runs({ 'pytest.ini': INI, '.github/workflows/ci.yml': workflow }).slice(1)).toEqual([
      'job all of ci.yml: -n 4 → 4',
      'job job of ci.yml: -n 5 → 5',
      'job job of ci.yml (2): -n 6 → 6',
      'job job of ci.yml (3): -n 7 → 2',
      'job other of ci.yml: -n 8 → 8',
    ])
  })

  test('variables of an image, a service and a pipeline', () => {
    const files = {
      'pytest.ini': INI,
      Dockerfile: 'FROM a\nENV PYTEST_ADDOPTS="-n 4"\n',
      'compose.yaml': 'services:\n  a:\n    environment:\n      - PYTEST_ADDOPTS=-n 5\n',
      '.gitlab-ci.yml': 'variables: { PYTEST_ADDOPTS: -n 6 }\na: { script: [make test] }\n',
    }
    expect(runs(files).slice(1)).toEqual([
      'the image of Dockerfile: -n 4 → 4',
      'every job of .gitlab-ci.yml: -n 6 → 6',
      'service a: -n 5 → 5',
    ])
  })
})

describe('the configuration of a command is that of', () => {
  const files = {
    'a/pytest.ini': '',
    'a/b/pytest.ini': '',
    'a/b/tests/test_b.py': 'import pytest\n',
    'c/setup.cfg': '[tool:pytest]\n',
    'c/tests/test_c.py': 'import pytest\n',
  }

  test.each([
    ['a/Makefile', 'pytest -n 8', 'a'],
    ['a/b/tests/Makefile', 'pytest -n 8', 'a/b'],
    ['Makefile', 'cd a/b && pytest -n 8', 'a/b'],
    ['a/Makefile', 'cd .. && cd c; pytest -n 8', 'c'],
    ['Makefile', 'pytest -n 8 a/b/tests/test_b.py::test_it c/x', 'a/b'],
    ['a/Makefile', 'pytest -n 8 b/tests', 'a/b'],
    ['Makefile', 'pytest -n 8 c/tests', 'c'],
    ['Makefile', 'pytest -n 8 a c', undefined],
    ['Makefile', 'pytest -n 8', undefined],
    ['Makefile', 'cd $(X) && pytest -n 8', undefined],
  ])('%s: %s', (path, line, expected) => {
    const sources = sourcesOf({ ...files, [path]: `t:\n\t${line}\n` })
    const found = invocationsOutside(sources, findRoots(sources, true), readInstalled(sources))
    expect([...found.keys()]).toEqual(expected === undefined ? [] : [expected])
  })

  test('none, where a pipeline has checked out something else', () => {
    const workflow =
      'jobs: { a: { steps: [{ run: pytest -n 8, working-directory: x }, { run: pytest -n 7, working-directory: a }] } }'
    const sources = sourcesOf({ ...files, 'a/Makefile': '', '.github/workflows/ci.yml': workflow })
    const found = invocationsOutside(sources, findRoots(sources, true), readInstalled(sources))
    expect([...found].map(([folder, all]) => [folder, all.length])).toEqual([['a', 1]])
  })

  test('the only suite there is, wherever it is started', () => {
    const sources = sourcesOf({ 'a/pytest.ini': '', Makefile: 't:\n\tcd $(X) && pytest -n 8\n' })
    const found = invocationsOutside(sources, findRoots(sources, true), readInstalled(sources))
    expect([...found.keys()]).toEqual(['a'])
  })
})

test('texts are searched in time proportional to their length', () => {
  const started = performance.now()
  for (const part of ['pytest ', 'pytest\n', 'pytest -n ', 'PYTEST_ADDOPTS ', ' -n \\\n', ' -n \\\n  '])
    STARTING_FILES[0]?.mentions?.test(part.repeat(50_000))
  expect(performance.now() - started).toBeLessThan(15_000)
}, 60_000)

describe('the tests of a command are', () => {
  const files = {
    'conftest.py': '',
    'tests/conftest.py': '',
    'tests/unit/test_a.py': '',
    'tests/slow/conftest.py': '',
    'tests/slow/test_b.py': '',
  }

  test.each([
    ['pytest -n 8', 5],
    ['pytest -n 8 tests/unit', 3],
    ['pytest tests/unit/test_a.py::test_it -n 8', 3],
    ['pytest -n 8 --ignore=tests/slow', 3],
    ['pytest -n 8 --ignore tests/slow tests', 3],
    ['pytest -n 8 -k tests --cov tests/unit', 5],
    ['pytest -n 8 $(TESTS)', 5],
    ['cd tests && pytest -n 8 slow', 4],
  ])('%s', (line, expected) => {
    const sources = sourcesOf({ ...files, Makefile: `t:\n\t${line}\n` })
    const [{ selection } = {}] = invocationsIn(sources)
    expect(selection && selectedFrom(sources, selection).matching(/\.py$/)).toHaveLength(expected)
  })
})
