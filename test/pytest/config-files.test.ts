import { describe, expect, test } from 'vitest'
import { configOf, optionOf } from '../../rules/pytest/view/config/config-files.ts'
import { sourcesOf } from './sources.ts'

function winner(files: Readonly<Record<string, string>>, pytest9 = true) {
  const found = configOf('', sourcesOf(files), pytest9)
  const addopts = found.winner && optionOf(found.winner, 'addopts')?.value
  return { file: found.winner?.path, addopts, shadowed: found.shadowed.map(file => file.path) }
}

const ALL = {
  'pytest.toml': '[pytest]\naddopts = ["-q"]\n',
  '.pytest.toml': '',
  'pytest.ini': '[pytest]\naddopts = -n 2\n',
  '.pytest.ini': '',
  'pyproject.toml': '[tool.pytest.ini_options]\naddopts = "-n 3"\n',
  'tox.ini': '[pytest]\naddopts = -n 4\n',
  'setup.cfg': '[tool:pytest]\naddopts = -n 5\n',
}

describe('which file configures pytest', () => {
  test('each name gives way to those before it, and nothing is merged', () => {
    const names = Object.keys(ALL)
    for (const [index, name] of names.entries()) {
      const left = Object.fromEntries(Object.entries(ALL).slice(index))
      expect(winner(left)).toMatchObject({ file: name, shadowed: names.slice(index + 1) })
    }
  })

  test.each<[string, string, string, boolean]>([
    ['an empty pytest.ini wins', 'pytest.ini', '', true],
    ['pytest.ini wins without a [pytest] section', 'pytest.ini', '[other]\na = 1\n', true],
    ['pytest.toml wins with the wrong table', 'pytest.toml', '[tool.pytest]\naddopts = ["-q"]\n', true],
    ['tox.ini counts only with [pytest]', 'tox.ini', '[tool:pytest]\naddopts = -q\n', false],
    ['setup.cfg counts only with [tool:pytest]', 'setup.cfg', '[pytest]\naddopts = -q\n', false],
    ['an empty section counts', 'tox.ini', '[pytest]\n', true],
    ['an empty ini_options table counts', 'pyproject.toml', '[tool.pytest.ini_options]\n', true],
    ['an empty [tool.pytest] does not count', 'pyproject.toml', '[tool.pytest]\n', false],
    ['a native [tool.pytest] counts', 'pyproject.toml', '[tool.pytest]\naddopts = ["-q"]\n', true],
    ['another tool is not pytest', 'pyproject.toml', '[tool.pytest-watcher]\nnow = true\n', false],
  ])('%s', (_title, name, text, counts) => {
    expect(winner({ [name]: text }).file).toBe(counts ? name : undefined)
  })

  test('an empty [tool.pytest] header above an indented ini_options table is not native', () => {
    const text = '[tool.pytest]\n\n    [tool.pytest.ini_options]\n    addopts = ["--nbval"]\n'
    const found = configOf('', sourcesOf({ 'pyproject.toml': text }), true)
    expect(found.winner).toMatchObject({ native: false, at: ['tool', 'pytest', 'ini_options'] })
  })

  test('native configuration is not read before pytest 9', () => {
    const native = { 'pytest.toml': '', 'pyproject.toml': '[tool.pytest]\naddopts = ["-q"]\n' }
    expect(winner(native, false).file).toBeUndefined()
    expect(winner({ ...native, 'tox.ini': '[pytest]\n' }, false).file).toBe('tox.ini')
  })

  test('pytest stops at a file that does not parse', () => {
    expect(winner({ 'pytest.ini': 'nonsense\n', 'tox.ini': '[pytest]\n' }).file).toBeUndefined()
    expect(winner({ 'pytest.ini': '', 'tox.ini': '[pytest\npytest\n' }).file).toBe('pytest.ini')
  })

  test('a key named __proto__ is a key like any other', () => {
    const text = '[pytest]\n__proto__ = 1\naddopts = -q\n'
    expect(winner({ 'pytest.ini': text })).toMatchObject({ addopts: '-q' })
    expect(winner({ 'pytest.ini': '[pytest]\n__proto__ = 1\n' }).addopts).toBeUndefined()
  })
})
