import { symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { CONFIG, FIXED, filesOf, HUNGRY, memlint, project } from './project.ts'

const findings = async (folder: string, ...args: string[]) => {
  const { out } = await memlint(folder, ['--format', 'json', ...args])
  return JSON.parse(out).findings.map(({ rule, file }: { rule: string; file: string }) => `${file} ${rule}`)
}
const OVER = 'pytest/workers-exceed-memory'

describe('a folder', () => {
  it('is a root; its files are named from the working directory', async () => {
    const folder = project(
      Object.fromEntries(Object.entries(HUNGRY).map(([path, text]) => [`api/${path}`, text])),
    )
    expect(await findings(folder, 'api')).toEqual([`api/pytest.ini ${OVER}`])
    expect(await findings(folder)).toEqual([`api/pytest.ini ${OVER}`])
  })

  it('inside with a configuration of its own is a project of its own', async () => {
    const strict = { ...CONFIG, hosts: { tiny: { memory: '12GiB', cpus: 8 } } }
    const folder = project({
      ...HUNGRY,
      'api/pytest.ini': HUNGRY['pytest.ini'],
      'api/requirements.txt': HUNGRY['requirements.txt'],
      'api/memlint.config.json': JSON.stringify(strict),
    })
    const { out } = await memlint(folder, ['--format', 'json'])
    const report = JSON.parse(out)
    expect(
      report.findings.map(({ file, hosts }: { file: string; hosts: string[] }) => [file, hosts]),
    ).toEqual([
      ['pytest.ini', ['small']],
      ['api/pytest.ini', ['tiny']],
    ])
    await memlint(folder, ['--fix'])
    expect(filesOf(folder)['api/pytest.ini']).toContain('--maxprocesses=3')
    expect(filesOf(folder)['pytest.ini']).toBe(FIXED)
  })

  it('given twice, or with the project inside it, is looked at once', async () => {
    const folder = project({
      ...HUNGRY,
      'api/memlint.config.json': JSON.stringify(CONFIG),
      'api/pytest.ini': HUNGRY['pytest.ini'],
    })
    const once = await findings(folder)
    expect(await findings(folder, '.', '.', folder)).toEqual(once)
    expect(await findings(folder, '.', 'api')).toEqual(once)
    expect(await findings(folder, '.', 'api/memlint.config.json')).toEqual(once)
  })
})

describe('a file', () => {
  const TWO = {
    ...HUNGRY,
    'api/pytest.ini': HUNGRY['pytest.ini'],
    'api/requirements.txt': HUNGRY['requirements.txt'],
  }

  it('is a filter: the plan needs the others, and they are not shown', async () => {
    const folder = project(TWO)
    expect(await findings(folder, 'api/pytest.ini')).toEqual([`api/pytest.ini ${OVER}`])
    expect(await findings(folder, 'pytest.ini', 'api/pytest.ini')).toHaveLength(2)
    expect(await findings(folder, 'requirements.txt')).toEqual([])
  })

  it('that nobody owns is no error, and nothing else is looked at for it', async () => {
    const folder = project({ ...HUNGRY, 'main.c': 'int main;' })
    const { out, code } = await memlint(folder, ['--fix', 'main.c', 'memlint.config.json'])
    expect(out).toMatch(/^\d+ rules, 0 files, host small 16\.0 GiB \/ 8 cpus: 0 findings\n$/)
    expect(code).toBe(0)
    expect((await memlint(folder, ['plan', 'main.c'])).out).toContain('pytest workers')
  })

  it('that configures memlint is read, whoever is named with it', async () => {
    const folder = project({ 'main.c': 'int main;', 'memlint.config.json': '{' })
    expect((await memlint(folder, ['main.c'])).code).toBe(2)
  })

  it('that is a link to nothing is no error: a commit may hold one', async () => {
    const folder = project(HUNGRY)
    symlinkSync('nowhere', join(folder, 'dangling.py'))
    symlinkSync('nowhere', join(folder, 'setup.cfg'))
    expect(await findings(folder, 'dangling.py', 'setup.cfg')).toEqual([])
  })

  it('behind two dashes is a path, whatever it looks like', async () => {
    const folder = project({ ...TWO, '--exit-zero': '' })
    expect((await memlint(folder, ['--fix', '--', '--exit-zero'])).code).toBe(0)
    expect(filesOf(folder)).toEqual({ ...TWO, '--exit-zero': '' })
    expect(await findings(folder, 'pytest.ini', '--', 'api/pytest.ini')).toHaveLength(2)
    expect((await memlint(folder, ['--', '--nonsense'])).err).toBe('memlint: there is no --nonsense\n')
  })

  it.each([
    ['pyproject.toml', '[tool.memlint]\nhosts = { tiny = { memory = "12GiB", cpus = 8 } }\n'],
    ['package.json', '{"memlint": {"hosts": {"tiny": {"memory": "12GiB", "cpus": 8}}}}'],
    ['memlint.config.json', '{"hosts": {"tiny": {"memory": "12GiB", "cpus": 8}}}'],
  ])('belongs to the same project as in a run over everything: %s', async (name, text) => {
    const folder = project({ ...TWO, [`api/${name}`]: text })
    const hostsOf = async (...args: string[]) => {
      const { out } = await memlint(folder, ['--format', 'json', ...args])
      return JSON.parse(out).hosts.map(({ name }: { name: string }) => name)
    }
    expect(await hostsOf()).toEqual(['small', 'tiny'])
    expect(await hostsOf('api/pytest.ini')).toEqual(['tiny'])
  })

  it('alone is written', async () => {
    const folder = project(TWO)
    await memlint(folder, ['--fix', 'api/pytest.ini'])
    expect(filesOf(folder)).toEqual({ ...TWO, 'api/pytest.ini': FIXED })
  })

  it('is shown through a related place, and a fix that would write another file is not applied', async () => {
    const files = { ...HUNGRY, 'pytest.ini': FIXED, 'requirements.txt': 'pytest\n' }
    const folder = project(files)
    expect(await findings(folder, 'requirements.txt')).toEqual(['pytest.ini pytest/xdist-not-installed'])
    await memlint(folder, ['--fix', '--unsafe-fixes', 'pytest.ini'])
    expect(filesOf(folder)).toEqual(files)
    await memlint(folder, ['--fix', '--unsafe-fixes', 'requirements.txt'])
    expect(filesOf(folder)['requirements.txt']).toContain('pytest-xdist')
  })

  it('belongs to the root of its configuration, wherever memlint is started', async () => {
    const folder = project(TWO)
    expect(await findings(`${folder}/api`, 'pytest.ini')).toEqual([`pytest.ini ${OVER}`])
    expect(await findings(`${folder}/api`, '../pytest.ini')).toEqual([`../pytest.ini ${OVER}`])
  })
})

describe('a file that does not parse', () => {
  it('is a finding with line and column; its bytes stay, and others are still checked and fixed', async () => {
    const broken = '[package\nname = 1\n'
    const folder = project({ ...HUNGRY, 'Cargo.toml': broken })
    const { out, code } = await memlint(folder, ['--fix', '--unsafe-fixes'])
    expect(out).toMatch(/error\[memlint\/unreadable\] Cargo\.toml cannot be read/)
    expect(out).toMatch(/--> Cargo\.toml:\d+:\d+/)
    expect(code).toBe(1)
    expect(filesOf(folder)).toEqual({ ...HUNGRY, 'pytest.ini': FIXED, 'Cargo.toml': broken })
  })

  it.each([
    ['pytest.ini', '[pytest]\nbroken\n', 2],
    ['pyproject.toml', '[tool.pytest.ini_options]\naddopts = "-n auto\n', 2],
    ['.vscode/settings.json', '{\n  "rust-analyzer.check": {\n', 3],
  ])('%s', async (path, text, line) => {
    const folder = project({ [path]: text })
    const { out } = await memlint(folder, ['--fix', '--format', 'json'])
    expect(JSON.parse(out).findings).toMatchObject([{ rule: 'memlint/unreadable', file: path, line }])
    expect(filesOf(folder)).toEqual({ [path]: text })
  })
})
