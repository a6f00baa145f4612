import { expect, test } from 'vitest'
import { findRoots } from '../../rules/pytest/view/config/roots.ts'
import { sourcesOf } from './sources.ts'

/** Each root with the Python files that are its own. */
function roots(files: Readonly<Record<string, string>>): Record<string, readonly string[]> {
  const found = findRoots(sourcesOf(files), true)
  return Object.fromEntries(found.map(root => [root.folder, root.sources.matching(/\.py$/)]))
}

test('a file belongs to the nearest folder with configuration', () => {
  const files = {
    'pytest.ini': '',
    'tests/conftest.py': '',
    'api/pyproject.toml': '[tool.pytest.ini_options]\n',
    'api/tests/test_api.py': 'import pytest\n',
    'apix/test_x.py': '',
  }
  expect(roots(files)).toEqual({
    '': ['apix/test_x.py', 'tests/conftest.py'],
    api: ['api/tests/test_api.py'],
  })
})

test('tests without configuration belong to the Python project around them, else to the whole', () => {
  const files = {
    'lib/setup.py': '',
    'lib/src/tests/conftest.py': '',
    'other/tests/test_other.py': 'import pytest\n',
  }
  expect(roots(files)).toEqual({
    '': ['other/tests/test_other.py'],
    lib: ['lib/setup.py', 'lib/src/tests/conftest.py'],
  })
})

test('a project without pytest has no root', () => {
  expect(
    roots({ 'pyproject.toml': '[project]\n', 'test_it.py': 'import unittest\n', 'setup.cfg': '' }),
  ).toEqual({})
})
