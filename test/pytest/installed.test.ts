import { describe, expect, test } from 'vitest'
import { readInstalled } from '../../rules/pytest/view/installed/installed.ts'
import { isBelow, parseRequirement } from '../../rules/pytest/view/installed/requirement.ts'
import { isRefusal } from '../../src/model/document.ts'
import { sourcesOf } from './sources.ts'

function presence(files: Readonly<Record<string, string>>, name = 'pytest-xdist', folder = ''): string {
  return readInstalled(sourcesOf(files)).presence(name, folder).state
}

describe('a package is declared', () => {
  test.each([
    ['requirements.txt', 'pytest\npytest-xdist==3.8.0  # parallel\n'],
    ['requirements-dev.txt', 'Pytest_XDist[psutil]>=3 ; python_version > "3.8"\n'],
    ['requirements/test.in', 'pytest.xdist\n'],
    ['pyproject.toml', '[project]\ndependencies = ["pytest-xdist"]\n'],
    ['pyproject.toml', '[project.optional-dependencies]\ntest = ["pytest", "pytest-xdist >= 2.1.0"]\n'],
    ['pyproject.toml', '[dependency-groups]\ndev = [{ include-group = "a" }, "pytest-xdist"]\n'],
    ['pyproject.toml', '[tool.poetry.group.dev.dependencies]\npytest-xdist = { version = "^3" }\n'],
    ['pyproject.toml', '[tool.poetry.dev-dependencies]\npytest-xdist = "*"\n'],
    ['pyproject.toml', '[tool.pdm.dev-dependencies]\ntest = ["pytest-xdist"]\n'],
    ['pyproject.toml', '[tool.uv]\ndev-dependencies = ["pytest-xdist"]\n'],
    ['pyproject.toml', '[tool.hatch.envs.test]\nextra-dependencies = ["pytest-xdist"]\n'],
    ['setup.cfg', '[options.extras_require]\ntest =\n    pytest\n    pytest-xdist\n'],
    ['tox.ini', '[testenv]\ndeps =\n    pytest\n    py311: pytest-xdist\n'],
    ['Pipfile', '[dev-packages]\npytest-xdist = "*"\n'],
    ['environment.yml', 'dependencies:\n  - pytest-xdist\n'],
    ['uv.lock', '[[package]]\nname = "pytest-xdist"\n'],
    ['setup.py', 'setup(tests_require=["pytest-xdist"])\n'],
    ['noxfile.py', 'session.install("pytest", "pytest-xdist")\n'],
  ])('in %s: %j', (path, text) => {
    expect(presence({ [path]: text })).toBe('declared')
  })

  test('by an extra of another package', () => {
    expect(presence({ 'requirements.txt': 'pytest-xdist[psutil]\n' }, 'psutil')).toBe('declared')
  })
})

describe('a package is absent', () => {
  test.each([
    ['requirements.txt', 'pytest\npytest-xdist-extra\n# pytest-xdist\n'],
    ['pyproject.toml', '[dependency-groups]\ndev = ["pytest>=8"]\n'],
    ['setup.cfg', '[options]\ninstall_requires =\n    pytest\n'],
  ])('where %s asks for pytest and not for it: %j', (path, text) => {
    expect(presence({ [path]: text })).toBe('absent')
  })

  test('where a file includes others that are there', () => {
    const files = { 'requirements/dev.txt': '-r ../base.requirements.txt\npytest\n' }
    expect(presence({ ...files, 'base.requirements.txt': 'requests\n' })).toBe('absent')
  })
})

test('a package can be missed only where the files are meant for the folder', () => {
  const files = { 'packages/a/pyproject.toml': '[project]\ndependencies = ["pytest"]\n' }
  expect(presence(files, 'pytest-xdist', '')).toBe('unknown')
  expect(presence(files, 'pytest-xdist', 'packages/b')).toBe('unknown')
  expect(presence(files, 'pytest-xdist', 'packages/a')).toBe('absent')
  expect(presence({ 'tests/requirements.txt': 'pytest\n' }, 'pytest-xdist', '')).toBe('absent')
})

describe('nobody can tell', () => {
  test.each<[string, Readonly<Record<string, string>>]>([
    ['without a file that says what is installed', { 'pytest.ini': '' }],
    ['where no file asks for pytest itself', { 'requirements.txt': 'requests\n' }],
    [
      'where setup.py would have to be run',
      { 'requirements.txt': 'pytest\n', 'setup.py': 'setup(install_requires=read())\n' },
    ],
    ['where dependencies are dynamic', { 'pyproject.toml': '[project]\ndynamic = ["dependencies"]\n' }],
    [
      'where a file is included from elsewhere',
      { 'requirements.txt': 'pytest\n-r https://example.org/r.txt\n' },
    ],
    ['where a file is included that is not there', { 'requirements.txt': 'pytest\n-r local.txt\n' }],
    [
      'where another package is known to bring it',
      { 'requirements.txt': 'pytest\npytest-homeassistant-custom-component\n' },
    ],
  ])('%s', (_title, files) => {
    expect(presence(files)).toBe('unknown')
  })
})

test.each([
  ['requirements.txt', 'pytest\nrequests', 'pytest\nrequests\npytest-xdist'],
  [
    'pyproject.toml',
    '[dependency-groups]\ndev = ["pytest"]\n',
    '[dependency-groups]\ndev = ["pytest", "pytest-xdist"]\n',
  ],
  [
    'pyproject.toml',
    '[tool.poetry.group.dev.dependencies]\npytest = "^8"\n',
    '[tool.poetry.group.dev.dependencies]\npytest = "^8"\npytest-xdist = "*"\n',
  ],
])('a package is added to %s beside another', (path, text, expected) => {
  const sources = sourcesOf({ [path]: text })
  const op = readInstalled(sources).requirements('pytest')[0]?.addBeside?.('pytest-xdist')
  const edits = op && 'op' in op ? sources.document(path)?.lower(op.op) : undefined
  const [edit] = edits && !isRefusal(edits) ? edits : []
  expect(edit && text.slice(0, edit.start) + edit.text + text.slice(edit.end)).toBe(expected)
})

test('requirements are read by PEP 508', () => {
  expect(parseRequirement(' pytest[a, B_c] >=7,<9 ; python_version > "3" # why')).toEqual({
    name: 'pytest',
    extras: ['a', 'b-c'],
    versions: '>=7,<9',
  })
  expect(parseRequirement('-r base.txt')).toBeUndefined()
  expect(parseRequirement('git+https://example.org/x.git')).toBeUndefined()
  expect(parseRequirement('# pytest')).toBeUndefined()
})

test.each<[string, boolean]>([
  ['<9', true],
  ['<9.0', true],
  ['<9.1', false],
  ['>=7,<9', true],
  ['==8.3.*', true],
  ['~=8.1', true],
  ['^8.0', true],
  ['<=8', true],
  ['>=8', false],
  ['', false],
  ['==9.0.1', false],
  ['^9', false],
])('%j keeps pytest below 9: %s', (versions, below) => {
  expect(isBelow(versions, 9)).toBe(below)
})
