// memlint in a git hook through the real lint-staged: what is committed, what is left alone, what stops a commit.
import { readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { snippets } from './ci-page.mjs'
import { gitRepository } from './git-repository.mjs'
import { ALL_CPUS, FIXED, HUNGRY, SHADOWED } from './hungry.mjs'
import { npm, packed } from './packed.mjs'
import { story } from './story.mjs'

const FIXTURES = fileURLToPath(new URL('../../fixtures/rules/pytest', import.meta.url))
/** The newest that runs on Node 20. */
const LINT_STAGED = 'lint-staged@16'

await story((work, check) => {
  npm(work, 'install', '--silent', '--prefix', work, packed(work), LINT_STAGED, 'prettier@3')
  const [recipe, besideFormatter] = snippets('package.json').map(text => JSON.parse(text))

  /** A repository with the hook; `options` are lint-staged's. */
  let scenes = 0
  function repositoryWith(files, { options = '', manifest = recipe } = {}) {
    const repository = gitRepository(join(work, `repository-${scenes++}`), {
      ...HUNGRY,
      'package.json': JSON.stringify(manifest),
      '.gitignore': 'node_modules\n',
      ...files,
    })
    symlinkSync(join(work, 'node_modules'), join(repository.folder, 'node_modules'))
    const hook = `#!/bin/sh\nexec npx --no-install lint-staged ${options}\n`
    writeFileSync(join(repository.folder, '.git/hooks/pre-commit'), hook, { mode: 0o755 })
    return repository
  }
  const commit = repository => repository.run('git', ['commit', '--quiet', '--message', 'now'])
  const isClean = repository => repository.git('status', '--porcelain') === ''

  {
    const repository = repositoryWith({ 'api/pytest.ini': ALL_CPUS })
    repository.write({ 'pytest.ini': ALL_CPUS, 'docs/read me.md': 'text\n' })
    repository.git('add', '--all')
    const { status, output } = commit(repository)
    check('a commit whose findings are all fixed goes through', status === 0, output)
    check('it holds the fixed text', repository.committed('pytest.ini') === FIXED)
    check('what was not passed is not written', repository.read('api/pytest.ini') === ALL_CPUS)
    check('nothing is left over', isClean(repository), repository.git('status', '--short'))

    repository.write({ 'main.c': 'int main;\n' })
    repository.git('add', '--all')
    check('files that nobody owns pass', commit(repository).status === 0)
  }

  {
    const lines = Array.from({ length: 20 }, (_, line) => `# line ${line}\n`).join('')
    const repository = repositoryWith({ 'pytest.ini': `[pytest]\naddopts = -q\n${lines}` })
    repository.write({ 'pytest.ini': `[pytest]\naddopts = -q -n auto\n${lines}` })
    repository.git('add', '--all')
    repository.write({ 'pytest.ini': `[pytest]\naddopts = -q -n auto\n${lines}timeout = 9\n` })
    const { status, output } = commit(repository)
    const staged = `[pytest]\naddopts = -q -n auto --maxprocesses=4\n${lines}`
    check('a partially staged file is committed fixed, without what is not staged', status === 0, output)
    check('… which is still there', repository.read('pytest.ini') === `${staged}timeout = 9\n`)
    check('… and only there', repository.committed('pytest.ini') === staged)
  }

  {
    const repository = repositoryWith({ 'pytest.ini': '[pytest]\n' })
    repository.write({ 'api/pytest.ini': ALL_CPUS, 'setup.cfg': SHADOWED })
    repository.git('add', '--all')
    repository.write({ 'notes.txt': 'not staged\n' })
    const before = repository.git('status', '--porcelain')
    const { status, output } = commit(repository)
    check('a warning that only a person can fix stops the commit', status !== 0, output)
    check('… and says why', output.includes('warning[pytest/shadowed-config]'), output)
    check('… and leaves all as it was', repository.git('status', '--porcelain') === before)
    check('… fixed files too', repository.read('api/pytest.ini') === ALL_CPUS)
  }

  {
    const repository = repositoryWith({ 'old/pytest.ini': '[pytest]\n', 'gone/pytest.ini': ALL_CPUS })
    repository.git('rm', '--quiet', 'gone/pytest.ini')
    repository.git('mv', 'old', 'neu, größer')
    repository.write({ 'neu, größer/pytest.ini': ALL_CPUS, "it's $HOME/pytest.ini": ALL_CPUS })
    symlinkSync('nowhere', join(repository.folder, 'setup.cfg'))
    repository.git('add', '--all')
    const { status, output } = commit(repository)
    check('removed and renamed files, odd names and links to nothing are no hindrance', status === 0, output)
    check('… and fixed', repository.committed('neu, größer/pytest.ini') === FIXED)
    check('… whatever the shell would make of them', repository.committed("it's $HOME/pytest.ini") === FIXED)
  }

  {
    const paths = Array.from({ length: 60 }, (_, index) => `part-${index}/pytest.ini`)
    const repository = repositoryWith({}, { options: '--max-arg-length 1500' })
    repository.write(Object.fromEntries(paths.map(path => [path, ALL_CPUS])))
    repository.git('add', '--all')
    const { status, output } = commit(repository)
    check('more files than one command line takes are fixed by several at once', status === 0, output)
    const wrong = paths.filter(path => repository.committed(path) !== FIXED)
    check('… all of them', wrong.length === 0 && isClean(repository), wrong.join('\n'))
  }

  {
    const repository = repositoryWith({}, { manifest: besideFormatter })
    const settings = '{"rust-analyzer.checkOnSave.enable":false, // renamed\n}'
    repository.write({ 'pytest.ini': ALL_CPUS, '.vscode/settings.json': settings })
    repository.git('add', '--all')
    const { status, output } = commit(repository)
    check('a formatter that writes the same files goes first', status === 0, output)
    const written = repository.committed('.vscode/settings.json')
    check(
      '… and both have their way',
      written === '{\n  "rust-analyzer.checkOnSave": false // renamed\n}\n',
      written,
    )
  }

  {
    const example = join(FIXTURES, 'fixture-never-closed/chromadb/before')
    const { 'tests/conftest.py': conftest, ...others } = readTree(example)
    const repository = repositoryWith({ ...others, 'pytest.ini': ALL_CPUS })
    repository.write({ 'tests/conftest.py': conftest })
    repository.git('add', '--all')
    const { status, output } = commit(repository)
    check('a conftest.py is judged by the tests that use it', status !== 0, output)
    check('… for what is wrong in it', output.includes('warning[pytest/fixture-never-closed]'), output)
    check('… and for nothing else', !output.includes('pytest/workers-exceed-memory'), output)
  }
})

/** Every file below a folder. */
function readTree(folder) {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter(entry => entry.isFile())
  const paths = files.map(entry => join(entry.parentPath, entry.name))
  return Object.fromEntries(paths.map(path => [relative(folder, path), readFileSync(path, 'utf8')]))
}
