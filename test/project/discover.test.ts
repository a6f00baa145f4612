import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { discover } from '../../src/project/discover.ts'
import { gitIndexOf } from './git-index.bytes.ts'
import { tree } from './helpers.ts'

const INI = [/(^|\/)pytest\.ini$/]

function iniFiles(files: Record<string, string>, options: { include?: string[]; exclude?: string[] } = {}) {
  return discover(tree(files), { owned: INI, ...options })
}

describe('what is found', () => {
  test('owned files, sorted, with forward slashes, and nothing else', () => {
    const { files, nested, notes } = iniFiles({
      'z/pytest.ini': '',
      'a/b/c/pytest.ini': '',
      'pytest.ini': '',
      'not-pytest.ini': '',
      'a/pytest.ini.bak': '',
    })
    expect(files).toEqual(['a/b/c/pytest.ini', 'pytest.ini', 'z/pytest.ini'])
    expect(nested).toEqual([])
    expect(notes).toEqual([])
  })

  test('folders that tools make are not entered', () => {
    const { files } = iniFiles({
      'node_modules/x/pytest.ini': '',
      '.venv/pytest.ini': '',
      'env/pyvenv.cfg': '',
      'env/lib/pytest.ini': '',
      'out/CACHEDIR.TAG': '',
      'out/pytest.ini': '',
      'lib/site-packages/pytest.ini': '',
      'x-1.0.dist-info/pytest.ini': '',
      'src/__pycache__/pytest.ini': '',
      'venv/pytest.ini': '',
    })
    expect(files).toEqual(['venv/pytest.ini'])
  })

  test('target is build output beside a Cargo.toml and a folder like any other elsewhere', () => {
    const { files } = iniFiles({
      'rust/Cargo.toml': '',
      'rust/target/pytest.ini': '',
      'java/target/pytest.ini': '',
    })
    expect(files).toEqual(['java/target/pytest.ini'])
  })

  test('a folder with its own configuration is a project of its own, the root never is', () => {
    const { files, nested } = iniFiles({
      '.memlintrc': '',
      'pytest.ini': '',
      'services/api/memlint.config.json': '{}',
      'services/api/pytest.ini': '',
      'services/web/package.json': '{"memlint":{}}',
      'services/web/pytest.ini': '',
      'services/jobs/pyproject.toml': '[tool.memlint]\nshare = 2\n',
      'services/jobs/pytest.ini': '',
      'services/mail/package.json': '{"devDependencies":{"memlint":"1"}}',
      'services/mail/pytest.ini': '',
    })
    expect(files).toEqual(['pytest.ini', 'services/mail/pytest.ini'])
    expect(nested).toEqual(['services/api', 'services/jobs', 'services/web'])
  })

  test('include narrows, exclude wins over it', () => {
    const found = { 'a/pytest.ini': '', 'a/old/pytest.ini': '', 'b/pytest.ini': '' }
    expect(iniFiles(found, { include: ['a/'] }).files).toEqual(['a/old/pytest.ini', 'a/pytest.ini'])
    expect(iniFiles(found, { include: ['a/'], exclude: ['old/'] }).files).toEqual(['a/pytest.ini'])
    expect(iniFiles(found, { exclude: ['*', '!/b/', '!/b/pytest.ini'] }).files).toEqual(['b/pytest.ini'])
  })

  test('a template of a project is none, and that is said', () => {
    const { files, notes } = iniFiles({ '{{ cookiecutter.slug }}/pytest.ini': '', 'pytest.ini': '' })
    expect(files).toEqual(['pytest.ini'])
    expect(notes).toEqual(['{{ cookiecutter.slug }} is left out: it is a template of a project'])
  })

  test('names that mean something elsewhere are names', () => {
    const names = ['[a]', '*', '!b', '#c', 'd e ', '__proto__', 'constructor', '\\', 'ü', '-n', 'new\nline']
    const files = Object.fromEntries(
      names.flatMap(name => [
        [`${name}/pytest.ini`, ''],
        [`${name}/.gitignore`, 'hidden/\n/also'],
        [`${name}/hidden/pytest.ini`, ''],
        [`${name}/also/pytest.ini`, ''],
        [`${name}/x/hidden/pytest.ini`, ''],
        [`${name}/x/also/pytest.ini`, ''],
      ]),
    )
    expect(iniFiles(files).files).toEqual(
      names.flatMap(name => [`${name}/pytest.ini`, `${name}/x/also/pytest.ini`]).sort(),
    )
  })

  test('a tree three hundred folders deep', () => {
    const deep = `${'d/'.repeat(300)}pytest.ini`
    expect(iniFiles({ [deep]: '' }).files).toEqual([deep])
  })

  test('a root that is no folder is an error', () => {
    const root = tree({ file: '' })
    expect(() => discover(join(root, 'file'), { owned: INI })).toThrow('cannot be read as a folder (ENOTDIR)')
    expect(() => discover(join(root, 'none'), { owned: INI })).toThrow('(ENOENT)')
  })
})

describe('version control', () => {
  test('nested .gitignore files: the deeper one wins, an ignored folder hides everything in it', () => {
    const { files } = iniFiles({
      '.gitignore': 'build/\n*.ini\n!/keep/*.ini\n',
      'pytest.ini': '',
      'keep/pytest.ini': '',
      'build/.gitignore': '!*',
      'build/pytest.ini': '',
      'a/.gitignore': '!pytest.ini\n!build/',
      'a/pytest.ini': '',
      'a/build/pytest.ini': '',
      'a/b/.gitignore': '/pytest.ini\n',
      'a/b/pytest.ini': '',
      'a/b/c/pytest.ini': '',
    })
    expect(files).toEqual(['a/b/c/pytest.ini', 'a/build/pytest.ini', 'a/pytest.ini', 'keep/pytest.ini'])
  })

  test('an editor folder of which one file is kept', () => {
    const root = tree({
      '.gitignore': '.vscode/*\n!.vscode/settings.json\n',
      '.vscode/settings.json': '{}',
      '.vscode/launch.json': '{}',
    })
    expect(discover(root, { owned: [/\.json$/] }).files).toEqual(['.vscode/settings.json'])
  })

  test('what git tracks counts although a pattern ignores it, and nothing else in its folder', () => {
    const root = tree({
      '.gitignore': '.vscode/\nlocal.json\n',
      '.vscode/settings.json': '{}',
      '.vscode/launch.json': '{}',
      '.vscode/deep/tasks.json': '{}',
      'a/local.json': '{}',
      'b/local.json': '{}',
    })
    mkdirSync(join(root, '.git'))
    writeFileSync(join(root, '.git/index'), gitIndexOf(['.vscode/settings.json', 'a/local.json']))
    expect(discover(root, { owned: [/\.json$/] }).files).toEqual(['.vscode/settings.json', 'a/local.json'])
    expect(discover(join(root, 'a'), { owned: [/\.json$/] }).files).toEqual(['local.json'])
  })

  test('a file that somebody names counts although a pattern ignores it', () => {
    const root = tree({ '.gitignore': '*\n', 'a/pytest.ini': '', 'b/pytest.ini': '', 'b/other.txt': '' })
    symlinkSync(tree({ 'pytest.ini': '' }), join(root, 'out'))
    const named = new Set(['a/pytest.ini', 'b/other.txt', 'none/pytest.ini', 'out/pytest.ini'])
    expect(discover(root, { owned: INI, named }).files).toEqual(['a/pytest.ini'])
    expect(discover(root, { owned: INI, named, exclude: ['a/**'] }).files).toEqual([])
  })

  test('patterns of the repository around the root count, and info/exclude', () => {
    const root = tree({
      '.git/info/exclude': '/sub/local/\n',
      '.gitignore': '/sub/generated/\nany/\n',
      'sub/generated/pytest.ini': '',
      'sub/local/pytest.ini': '',
      'sub/x/any/pytest.ini': '',
      'sub/pytest.ini': '',
    })
    expect(discover(join(root, 'sub'), { owned: INI }).files).toEqual(['pytest.ini'])
  })

  test('in a worktree info/exclude lies with the main repository', () => {
    const root = tree({
      'main/.git/info/exclude': 'local/\n',
      'main/.git/worktrees/w/commondir': '../..\n',
      'w/local/pytest.ini': '',
      'w/pytest.ini': '',
    })
    const worktree = join(root, 'w')
    writeFileSync(join(worktree, '.git'), `gitdir: ${join(root, 'main/.git/worktrees/w')}\n`)
    expect(discover(worktree, { owned: INI }).files).toEqual(['pytest.ini'])
  })

  test('a root that is itself ignored is looked at all the same', () => {
    const root = tree({ '.git/HEAD': '', '.gitignore': 'scratch/\n', 'scratch/pytest.ini': '' })
    expect(discover(join(root, 'scratch'), { owned: INI }).files).toEqual(['pytest.ini'])
  })

  test('isIgnored answers for paths that do not exist, folders by their slash', () => {
    const { isIgnored } = iniFiles({
      '.gitignore': 'target/\n/dist\n*.log\n',
      'a/.gitignore': '!target/\nlocal\n',
    })
    expect(isIgnored('target/')).toBe(true)
    expect(isIgnored('target')).toBe(false)
    expect(isIgnored('target/debug/deps/x')).toBe(true)
    expect(isIgnored('b/c/target/')).toBe(true)
    expect(isIgnored('a/target/')).toBe(false)
    expect(isIgnored('a/target/x')).toBe(false)
    expect(isIgnored('a/b/local')).toBe(true)
    expect(isIgnored('dist')).toBe(true)
    expect(isIgnored('a/dist')).toBe(false)
    expect(isIgnored('a/x.log')).toBe(true)
    for (const path of ['', '/', '.', '..', '../x.log', '/x.log', './x.log', 'a//x.log', 'a/../x.log']) {
      expect(isIgnored(path)).toBe(false)
    }
  })

  test('a byte order mark, CRLF and case', () => {
    const { isIgnored } = iniFiles({ '.gitignore': '\uFEFFone\r\ntwo\r\n' })
    expect([isIgnored('one'), isIgnored('two'), isIgnored('TWO')]).toEqual([true, true, false])
  })

  test('a pattern made to take forever is dropped with a note', () => {
    const hostile = `${'**/a/'.repeat(12)}b`
    const { files, notes } = iniFiles({
      '.gitignore': `${hostile}\nc/\n`,
      [`${'a/'.repeat(60)}pytest.ini`]: '',
      'c/pytest.ini': '',
    })
    expect(files).toHaveLength(1)
    expect(notes).toEqual(['.gitignore:1 is not honoured: a pattern may have 3 times ** at most'])
  })
})

test('a pattern longer than any path is dropped with a note', () => {
  const root = tree({ '.gitignore': `${' '.repeat(100_000)}x\nb/\n`, 'a/pytest.ini': '', 'b/pytest.ini': '' })
  const { files, notes } = discover(root, { owned: INI })
  expect(files).toEqual(['a/pytest.ini'])
  expect(notes).toEqual(['.gitignore:1 is not honoured: a pattern may have 4096 characters at most'])
})

describe('links', () => {
  test('links to folders are not followed, so loops do not matter', () => {
    const root = tree({ 'a/pytest.ini': '' })
    symlinkSync('..', join(root, 'a/up'))
    symlinkSync('a', join(root, 'b'))
    symlinkSync('.', join(root, 'self'))
    const { files, notes } = discover(root, { owned: INI })
    expect(files).toEqual(['a/pytest.ini'])
    expect(notes).toEqual([])
  })

  test('a link to a file counts inside the root and is noted outside', () => {
    const outside = tree({ 'pytest.ini': '' })
    const root = tree({ 'shared/base.ini': '', 'x/y': '', 'z/y': '', 'folder/x': '', 'loop/x': '' })
    symlinkSync('../shared/base.ini', join(root, 'x/pytest.ini'))
    symlinkSync(join(outside, 'pytest.ini'), join(root, 'z/pytest.ini'))
    symlinkSync('../shared/none.ini', join(root, 'shared/pytest.ini'))
    symlinkSync('../shared', join(root, 'folder/pytest.ini'))
    symlinkSync('pytest.ini', join(root, 'loop/pytest.ini'))
    const { files, notes } = discover(root, { owned: INI })
    expect(files).toEqual(['x/pytest.ini'])
    expect([...notes].sort()).toEqual([
      'loop/pytest.ini is left out: a link that leads nowhere',
      'shared/pytest.ini is left out: a link that leads nowhere',
      `z/pytest.ini is left out: a link to a file outside ${root}`,
    ])
  })

  test('a folder with the name of an owned file is a folder', () => {
    const root = tree({ 'pytest.ini/pytest.ini': '' })
    mkdirSync(join(root, 'e/pytest.ini'), { recursive: true })
    expect(discover(root, { owned: INI }).files).toEqual(['pytest.ini/pytest.ini'])
  })
})
