import { describe, expect, test } from 'vitest'
import { argumentsOf } from '../../rules/pytest/view/config/arguments.ts'
import { readOptions } from '../../rules/pytest/view/config/options.ts'
import { capWorkers } from '../../rules/pytest/view/runs/cap.ts'
import { loadReaders } from '../../src/documents/index.ts'
import type { Document } from '../../src/model/document.ts'
import { isRefusal } from '../../src/model/document.ts'
import { setting } from '../../src/model/setting.ts'
import type { Place } from '../../src/model/value.ts'
import { invocationsIn, sourcesOf } from './sources.ts'

const read = await loadReaders(['ini', 'toml', 'lines'])

function perform(document: Document, op: ReturnType<typeof capWorkers>): string | undefined {
  if (!op || !('op' in op)) return undefined
  const edits = document.lower(op.op)
  if (isRefusal(edits)) return edits.refused
  return [...edits]
    .sort((a, b) => b.start - a.start)
    .reduce((text, edit) => text.slice(0, edit.start) + edit.text + text.slice(edit.end), document.text)
}

function capped(format: 'ini' | 'toml', text: string, at: Place): string | undefined {
  const document = read(format === 'ini' ? 'pytest.ini' : 'pyproject.toml', format, text)
  const value = document.get(at)
  const all = value === undefined ? undefined : argumentsOf(setting(value, document, at))
  return perform(document, capWorkers(readOptions(all ?? []), 6))
}

describe('a cap is written where the workers are asked for', () => {
  const ini: Place = ['pytest', 'addopts']
  const toml: Place = ['tool', 'pytest', 'ini_options', 'addopts']
  const header = '[tool.pytest.ini_options]\n'

  test.each([
    ['[pytest]\naddopts = -n auto\n', '[pytest]\naddopts = -n auto --maxprocesses=6\n'],
    [
      '[pytest]\naddopts =\n    -n auto\n    # why\n    -q\nx = 1',
      '[pytest]\naddopts =\n    -n auto\n    # why\n    -q --maxprocesses=6\nx = 1',
    ],
    [
      '[pytest]\naddopts = -n auto --maxprocesses=32 -q\n',
      '[pytest]\naddopts = -n auto --maxprocesses=6 -q\n',
    ],
    [
      '[pytest]\naddopts = -n auto --maxprocesses  32 -q\n',
      '[pytest]\naddopts = -n auto --maxprocesses=6 -q\n',
    ],
    [
      '[pytest]\naddopts = --maxprocesses=8 -v --maxprocesses=8 -n 9\n',
      '[pytest]\naddopts = --maxprocesses=8 -v --maxprocesses=6 -n 9\n',
    ],
  ])('in an ini file: %j', (text, expected) => {
    expect(capped('ini', text, ini)).toBe(expected)
  })

  test.each([
    ['addopts = "-nauto -q"  # all\n', 'addopts = "-nauto -q --maxprocesses=6"  # all\n'],
    ['addopts = ["-n", "auto"]\n', 'addopts = ["-n", "auto", "--maxprocesses=6"]\n'],
    ['addopts = ["-nauto", "--maxprocesses=9"]\n', 'addopts = ["-nauto", "--maxprocesses=6"]\n'],
    ['addopts = ["-nauto", "--maxprocesses", "9"]\n', 'addopts = ["-nauto", "--maxprocesses", "6"]\n'],
  ])('in a TOML file: %j', (text, expected) => {
    expect(capped('toml', header + text, toml)).toBe(header + expected)
  })

  test.each([
    [
      'tox.ini',
      '[testenv]\ncommands =\n    flake8\n    pytest -n auto {posargs}\n',
      '[testenv]\ncommands =\n    flake8\n    pytest -n auto --maxprocesses=6 {posargs}\n',
    ],
    [
      'tox.ini',
      '[testenv]\ncommands = pytest {posargs:-n auto}\n',
      '[testenv]\ncommands = pytest {posargs:-n auto --maxprocesses=6}\n',
    ],
    [
      'tox.ini',
      '[testenv]\nsetenv =\n    A = 1\n    PYTEST_ADDOPTS = -n8\ncommands = pytest\n',
      '[testenv]\nsetenv =\n    A = 1\n    PYTEST_ADDOPTS = -n8 --maxprocesses=6\ncommands = pytest\n',
    ],
    [
      '.env',
      'A=1\nPYTEST_ADDOPTS="-n auto -q"  # fast\n',
      'A=1\nPYTEST_ADDOPTS="-n auto --maxprocesses=6 -q"  # fast\n',
    ],
    [
      'tox.toml',
      '[env_run_base]\ncommands = [["pytest", "-n", "auto", { replace = "posargs" }]]\n',
      '[env_run_base]\ncommands = [["pytest", "-n", "auto", { replace = "posargs" }, "--maxprocesses=6"]]\n',
    ],
  ])('outside the configuration: %s %j', (path, text, expected) => {
    const sources = sourcesOf({ [path]: text })
    const [invocation] = invocationsIn(sources)
    const options = readOptions([...(invocation?.environment ?? []), ...(invocation?.command ?? [])])
    const document = sources.document(path)
    expect(document && perform(document, capWorkers(options, 6))).toBe(expected)
  })

  test('not where the same text cannot be told apart', () => {
    const text = '[testenv]\ncommands =\n    pytest -n auto\n    pytest -n auto\n'
    const sources = sourcesOf({ 'tox.ini': text })
    const [first] = invocationsIn(sources)
    expect(capWorkers(readOptions(first?.command ?? []), 6)).toBeUndefined()
  })

  test('and --tx has no cap', () => {
    expect(capped('ini', '[pytest]\naddopts = --tx 9*popen -d\n', ini)).toBeUndefined()
  })
})
