import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { CONFIG, filesOf, HUNGRY, memlint, project } from '../cli/project.ts'

const OUTSIDE = {
  'pytest.ini': '[pytest]\naddopts = -n auto\n',
  'requirements.txt': 'pytest\npytest-xdist\n',
  'Cargo.toml': '[package]\nname = "secret"\nversion = "0.1.0"\n',
  '.cargo/config.toml': '[build]\njobs = 999\n',
  'conftest.py': 'import torch\nSECRET = torch.load("x")\n',
  'src/lib.rs': '/// ```\n/// secret();\n/// ```\npub fn secret() {}\n',
}

/** A folder with a repository in it and, beside that, files that are none of its business. */
function neighbours(files: Readonly<Record<string, string>>) {
  const folder = project({
    ...Object.fromEntries(Object.entries(OUTSIDE).map(([path, text]) => [`outside/${path}`, text])),
    ...Object.fromEntries(Object.entries(files).map(([path, text]) => [`repo/${path}`, text])),
    'repo/.git/HEAD': 'ref: refs/heads/main\n',
  })
  return { root: join(folder, 'repo'), outside: join(folder, 'outside') }
}

async function fixAll(root: string, ...args: string[]) {
  const result = await memlint(root, ['--format', 'json', '--fix', '--unsafe-fixes', ...args])
  expect(result.err).toMatch(/^(memlint failed: nothing was written: [^\n]+\n)?$/)
  return JSON.parse(result.out)
}

/** Everything under `outside` as it was, and nothing of it in the report but paths that the repository itself names. */
function expectUntouched(outside: string, report: { findings: { file: string; message: string }[] }): void {
  expect(filesOf(outside)).toEqual(OUTSIDE)
  expect(report.findings.filter(({ file }) => file.includes('..') || file.startsWith('/'))).toEqual([])
  expect(JSON.stringify(report)).not.toContain('999')
}

describe('nothing outside the root is read for findings or written', () => {
  it.each(['../outside', '../../outside', '../outside/*', '/', '..\\outside', './../outside/'])(
    'where files of the repository name %s',
    async path => {
      const quoted = JSON.stringify(path)
      const { root, outside } = neighbours({
        ...HUNGRY,
        'pytest.ini': `[pytest]\naddopts = -n auto -c ${path}/pytest.ini --rootdir ${path}\ntestpaths = ${path}\npythonpath = ${path}\n`,
        'requirements-dev.txt': `-r ${path}/requirements.txt\n-c ${path}/requirements.txt\n-e ${path}\n`,
        'Cargo.toml': `[workspace]\nmembers = [${quoted}, "a"]\nexclude = [${quoted}]\n[patch.crates-io]\nx = {path = ${quoted}}\n`,
        'a/Cargo.toml': `[package]\nname = "a"\nversion = "0.1.0"\nworkspace = ${quoted}\n[lib]\npath = ${JSON.stringify(`${path}/src/lib.rs`)}\n[[test]]\nname = "t"\npath = ${JSON.stringify(`${path}/src/lib.rs`)}\n[dependencies]\nsecret = {path = ${quoted}}\n`,
        'tox.ini': `[tox]\ntoxworkdir = ${path}\n[testenv]\nchangedir = ${path}\ncommands = pytest -c ${path}/pytest.ini\n`,
        '.vscode/settings.json': `{"rust-analyzer.linkedProjects": [${JSON.stringify(`${path}/Cargo.toml`)}], "rust-analyzer.cargo.targetDir": ${quoted}}`,
        'x.code-workspace': `{"folders": [{"path": ${quoted}}]}`,
      })
      expectUntouched(outside, await fixAll(root))
    },
  )

  it.each(['include', 'exclude', 'files', 'ignore'])('where globs of the configuration do: %s', async key => {
    for (const glob of [
      '../outside/**',
      '/',
      '../../*',
      '../outside/pytest.ini',
      `${'../'.repeat(40)}etc/*`,
    ]) {
      const config = {
        include: { include: [glob] },
        exclude: { exclude: [glob] },
        files: { overrides: [{ files: [glob], rules: { 'pytest/workers-exceed-memory': 'off' } }] },
        ignore: { ignore: [{ rule: 'pytest/workers-exceed-memory', file: glob, reason: 'r' }] },
      }[key]
      const { root, outside } = neighbours({
        ...HUNGRY,
        'memlint.config.json': JSON.stringify({ ...CONFIG, ...config }),
      })
      const { out, err } = await memlint(root, ['--format', 'json', '--fix', '--unsafe-fixes'])
      expect(err).not.toContain('crashed')
      expect(out).not.toContain('outside/pytest.ini:')
      expect(filesOf(outside)).toEqual(OUTSIDE)
    }
  })

  it('where links lead there: files, folders, and the folder in which a fix would make a file', async () => {
    const { root, outside } = neighbours({
      ...HUNGRY,
      'Cargo.toml': '[package]\nname = "x"\nversion = "0.1.0"\n[build]\njobs = 64\n',
    })
    symlinkSync('../outside/.cargo', join(root, '.cargo'))
    symlinkSync('../outside', join(root, 'linked'))
    mkdirSync(join(root, 'sub'))
    symlinkSync('../../outside/pytest.ini', join(root, 'sub/pytest.ini'))
    symlinkSync('../outside/conftest.py', join(root, 'conftest.py'))
    const report = await fixAll(root)
    expectUntouched(outside, report)
    expect(existsSync(join(outside, '.cargo/config'))).toBe(false)
    expect(report.notes.join('\n')).toMatch(/sub\/pytest\.ini is left out: a link to a file outside/)
  })

  it('where somebody names a link that leads there', async () => {
    const { root, outside } = neighbours(HUNGRY)
    symlinkSync('../outside/pytest.ini', join(root, 'tox.ini'))
    expectUntouched(outside, await fixAll(root, 'tox.ini'))
  })
})

describe('a path of the command line that leads elsewhere is another project, by its own name', () => {
  it('with its own findings, and this one is left alone', async () => {
    const { root, outside } = neighbours(HUNGRY)
    writeFileSync(join(outside, 'memlint.config.json'), JSON.stringify(CONFIG))
    const { out } = await memlint(root, ['--format', 'json', '../outside/pytest.ini'])
    expect(JSON.parse(out).findings).toMatchObject([{ file: '../outside/pytest.ini' }])
    await memlint(root, ['--fix', '../outside/pytest.ini'])
    expect(readFileSync(join(outside, 'pytest.ini'), 'utf8')).toContain('--maxprocesses=4')
    expect(filesOf(root)['pytest.ini']).toBe(HUNGRY['pytest.ini'])
  })

  it('and `..\\` is part of a name where backslashes are', async () => {
    const { root } = neighbours(HUNGRY)
    const { code, err } = await memlint(root, ['..\\outside'])
    expect([code, err]).toEqual([2, 'memlint: there is no ..\\outside\n'])
  })
})
