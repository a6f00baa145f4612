import { afterEach, describe, expect, it } from 'vitest'
import { filesOf, HUNGRY, memlint, project } from '../cli/project.ts'

const NAMES = ['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', 'valueOf']
const before = JSON.stringify(Object.getOwnPropertyNames(Object.prototype).sort())

afterEach(() => {
  expect(JSON.stringify(Object.getOwnPropertyNames(Object.prototype).sort())).toBe(before)
  expect(({} as Record<string, unknown>).polluted).toBeUndefined()
})

/** In every file that memlint reads, keys and tables by a name that JavaScript gives a meaning of its own. */
function files(name: string): Record<string, string> {
  const workspace = `[workspace]\nmembers = ["${name}"]\n[profile.${name}]\ndebug = 1\n[profile.${name}.package.${name}]\ndebug = 2\n`
  return {
    'api/pytest.ini': `[pytest]\n${name} = polluted\naddopts = -n auto\n[${name}]\npolluted = 1\n`,
    'api/requirements.txt': `pytest-xdist\n${name}\n`,
    'tox.ini': `[tox]\nenvlist = ${name}\n[testenv:${name}]\npolluted = 1\n[${name}]\n${name} = 1\n`,
    'setup.cfg': `[${name}]\npolluted = 1\n[tool:pytest]\n${name} = 1\n`,
    'pyproject.toml': `${name} = {polluted = 1}\n[tool.${name}]\npolluted = 1\n[tool.pytest.ini_options]\n${name} = "1"\n`,
    'Cargo.toml': `${workspace}[workspace.metadata.${name}]\npolluted = 1\n[dependencies.${name}]\nversion = "1"\n`,
    [`${name}/Cargo.toml`]: `[package]\nname = "${name}"\nversion = "1.0.0"\n[features]\n${name} = []\n`,
    'Cargo.lock': `version = 3\n[[package]]\nname = "${name}"\nversion = "1.0.0"\n[[package]]\n${name} = {polluted = 1}\n`,
    '.cargo/config.toml': `[build]\njobs = 64\n${name} = 1\n[env]\n${name} = "1"\n[target.${name}]\npolluted = 1\n[${name}]\npolluted = 1\n`,
    '.config/nextest.toml': `[profile.${name}]\ntest-threads = 9\n[${name}]\npolluted = 1\n`,
    '.vscode/settings.json': `{"${name}": {"polluted": 1}, "files.watcherExclude": {"${name}": true}, "rust-analyzer.${name}": 1, "[${name}]": {"polluted": 1}}`,
    'package.json': `{"${name}": {"polluted": 1}, "scripts": {"${name}": "x"}, "dependencies": {"${name}": "1"}}`,
    '.github/workflows/ci.yml': `${name}: &a\n  polluted: 1\njobs:\n  ${name}:\n    <<: *a\n    env: {${name}: 1}\n    steps:\n      - run: cargo build\n        ${name}: {polluted: 1}\n`,
    'conftest.py': `import pytest, torch, ${name}\n@pytest.fixture(scope="session", ${name}=1)\ndef ${name}(${name}):\n    return torch.load("x")\nclass ${name}_: pass\n`,
    'test_x.py': `import torch\ndef test_${name}(${name}): ${name}.${name}(torch.load("x"))\n`,
    '.env': `${name}=1\nPYTEST_ADDOPTS=--${name}\n`,
  }
}

describe.each(NAMES)('%s', name => {
  it('is a key like any other in every file, and the rest is found and fixed', async () => {
    const folder = project({ ...HUNGRY, ...files(name) })
    const { code, out, err } = await memlint(folder, ['--format', 'json', '--exit-zero'])
    expect([code, err]).toEqual([0, ''])
    const found = JSON.parse(out).findings.map(
      ({ rule, file }: { rule: string; file: string }) => `${file} ${rule}`,
    )
    expect(found).toContain('api/pytest.ini pytest/workers-exceed-memory')
    expect(found).toContain('pytest.ini pytest/workers-exceed-memory')
    expect(found).toContain('.cargo/config.toml cargo/jobs-exceed-memory')
    const fixed = await memlint(folder, ['--fix', '--unsafe-fixes'])
    expect(fixed.err).toBe('')
    expect(filesOf(folder)['api/pytest.ini']).toContain('--maxprocesses=4')
    expect(filesOf(folder)['api/pytest.ini']).toContain(`${name} = polluted`)
  })

  it.each([
    [['--select', name], /there is no rule/],
    [['--ignore', `${name}/${name}`], /there is no rule/],
    [['explain', name], /there is no rule/],
    [['--host', name], /there is no host/],
    [['--fail-on', name], /fail-on/],
    [['--format', name], /format/],
    [['--memory', name], /is no amount/],
    [[`--${name}`, '1'], /Unknown argument/],
  ] as const)('is no name of anything: %j', async (args, message) => {
    const { code, err } = await memlint(project(HUNGRY), args)
    expect(code).toBe(2)
    expect(err).toMatch(message)
    expect(err).not.toContain('crashed')
  })

  it.each(['hosts', 'footprints', 'rules', 'heavyConstructors', 'reserve'])(
    'is refused or a name in `%s` of the configuration',
    async key => {
      const text = `{"${key}": {"${name}": {"memory": "16GiB", "cpus": 8, "polluted": 1}}}`
      for (const path of ['memlint.config.json', 'memlint.config.yaml']) {
        const { code, err } = await memlint(project({ 'pytest.ini': '', [path]: text }), [])
        expect(err).not.toContain('crashed')
        expect(code).toBe(2)
      }
    },
  )

  it('is the name of a host like any other, unless JavaScript would take it for a prototype', async () => {
    const text = `{"hosts": {"${name}": {"memory": "16GiB", "cpus": 8}}, "footprints": {"pytest/workers": {"perProcess": "3GiB"}}}`
    const { code, out, err } = await memlint(project({ ...HUNGRY, 'memlint.config.json': text }), [])
    if (['__proto__', 'constructor', 'prototype'].includes(name))
      expect(err).toContain('cannot be used as a key')
    else expect(out).toContain(`host ${name} 16.0 GiB`)
    expect(code).toBe(name === '__proto__' || name === 'constructor' || name === 'prototype' ? 2 : 1)
  })
})
