import { describe, expect, test } from 'vitest'
import { configOf } from '../../rules/pytest/view/config/config-files.ts'
import { written } from '../../rules/pytest/view/config/options.ts'
import { invocationsIn } from '../../rules/pytest/view/runs/environment.ts'
import { runsOf } from '../../rules/pytest/view/runs/runs.ts'
import { sourcesOf } from './sources.ts'

/** Each run as `name: option → processes`. */
function runs(files: Readonly<Record<string, string>>, hook?: number): string[] {
  const sources = sourcesOf(files)
  const at = { processes: hook ?? 0 }
  const document = sources.document(Object.keys(files)[0] ?? '')
  const facts =
    hook === undefined || !document
      ? { psutil: false }
      : { psutil: false, hook: { ...at, at: { value: '', document, at: [] } } }
  return runsOf(configOf('', sources, true), invocationsIn('', sources), facts).map(run => {
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
    expect(runs({ 'pytest.ini': INI, '.env': text }).slice(1)).toEqual([`.env: ${expected}`])
  })

  test('a commented variable is none', () => {
    expect(
      runs({ 'pytest.ini': INI, '.env': '# PYTEST_ADDOPTS=-n 4\nOTHER_PYTEST_ADDOPTS=-n 4\n' }),
    ).toHaveLength(1)
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
