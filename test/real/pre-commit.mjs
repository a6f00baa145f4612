// memlint as a hook of the real pre-commit, installed from a clone of this repository as it was last committed.
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { ecosystems } from '../../dist/index.js'
import { gitRepository } from './git-repository.mjs'
import { ALL_CPUS, FIXED, HUNGRY, SHADOWED } from './hungry.mjs'
import { story } from './story.mjs'
import { virtualEnvironment } from './virtual-environment.mjs'

const ROOT = fileURLToPath(new URL('../../', import.meta.url))
const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'))

await story((work, check) => {
  const python = virtualEnvironment(['pre-commit'])
  const preCommit = join(dirname(python), 'pre-commit')
  const published = gitRepository(join(work, 'published'))
  published.git('fetch', '--quiet', ROOT, 'HEAD')
  published.git('reset', '--quiet', '--hard', 'FETCH_HEAD')
  published.git('tag', `v${version}`)

  function repositoryWith(hook, files, { program = preCommit, home = 'home' } = {}) {
    // Without `system`, pre-commit brings a Node of its own.
    const config = `repos:
  - repo: ${published.folder}
    rev: v${version}
    hooks:
      - id: ${hook}
        language_version: system
`
    const repository = gitRepository(join(work, `${hook}-${Object.keys(files).length}`), {
      ...HUNGRY,
      ...files,
      '.pre-commit-config.yaml': config,
    })
    repository.hook = (...args) =>
      repository.run(program, ['run', ...args], { PRE_COMMIT_HOME: join(work, home) })
    return repository
  }

  {
    const repository = repositoryWith('memlint', { 'pytest.ini': '[pytest]\n', 'api/pytest.ini': ALL_CPUS })
    const first = repository.hook('--files', 'pytest.ini')
    check('a clean file passes, whatever is in others', first.status === 0, first.output)
    console.log(`     installed in ${first.seconds.toFixed(0)} s`)
    const again = repository.hook('--files', 'pytest.ini')
    console.log(`     and run in ${again.seconds.toFixed(1)} s`)
    const all = repository.hook('--all-files')
    check('an error fails', all.status === 1 && all.output.includes('exit code: 1'), all.output)
    check('… and is explained', all.output.includes('error[pytest/workers-exceed-memory]'), all.output)
    check('… and not fixed', repository.read('api/pytest.ini') === ALL_CPUS)

    repository.write({ 'main.c': 'int main;\n' })
    const unowned = repository.hook('--files', 'main.c')
    check('nothing is started for files that nobody owns', unowned.output.includes('no files to check'))
    repository.write({ 'memlint.config.json': '{"host": {}}' })
    const wrong = repository.hook('--files', 'memlint.config.json')
    check(
      'a wrong configuration is a failure of its own',
      wrong.output.includes('exit code: 2'),
      wrong.output,
    )
  }

  {
    const repository = repositoryWith('memlint-fix', { 'api/pytest.ini': ALL_CPUS, 'setup.cfg': '' })
    repository.write({ 'pytest.ini': ALL_CPUS, 'größer als/pytest.ini': ALL_CPUS })
    repository.git('add', '--all')
    const first = repository.hook()
    check(
      'a fix fails the first time',
      first.output.includes('files were modified by this hook'),
      first.output,
    )
    check('… is in the file', repository.read('pytest.ini') === FIXED)
    check('… of any name', repository.read('größer als/pytest.ini') === FIXED)
    check('… of no file that is not committed', repository.read('api/pytest.ini') === ALL_CPUS)
    repository.git('add', '--all')
    const second = repository.hook()
    check('… and passes the second time', second.status === 0, second.output)

    repository.write({ 'setup.cfg': SHADOWED })
    repository.git('add', '--all')
    const third = repository.hook()
    check('what only a person can fix fails each time', third.output.includes('exit code: 1'), third.output)
  }

  {
    // Until then it packed a hook itself, and took all that npm printed for the name of the tarball.
    const python = virtualEnvironment(['pre-commit==4.6.0'], { folder: join(work, 'older') })
    const program = join(dirname(python), 'pre-commit')
    const repository = repositoryWith('memlint', { 'pytest.ini': ALL_CPUS }, { program, home: 'older-home' })
    const { status, output, seconds } = repository.hook('--all-files')
    const found = output.includes('error[pytest/workers-exceed-memory]')
    check('an older pre-commit can install it too', status === 1 && found, output)
    console.log(`     in ${seconds.toFixed(0)} s`)
  }

  const paths = fixturePaths()
  const pattern = `import json, re, sys, yaml
pattern = re.compile(yaml.safe_load(open(".pre-commit-hooks.yaml"))[0]["files"])
print(json.dumps([path for path in json.loads(sys.argv[1]) if pattern.search(path)]))`
  const { output } = published.run(python, ['-c', pattern, JSON.stringify(paths)])
  const owned = paths.filter(path => ecosystems.some(({ owns }) => owns.some(each => each.path.test(path))))
  const same = output.trim() === JSON.stringify(owned).replaceAll(',', ', ')
  check(`Python reads the pattern as we do, for ${owned.length} files of ${paths.length}`, same, output)
})

/** The files of the rules' examples, as they are called in their repositories, but for memlint's configuration. */
function fixturePaths() {
  const files = readdirSync(join(ROOT, 'fixtures/rules'), { recursive: true })
  const paths = files.map(path => /[\\/](?:before|after)[\\/](.+)$/.exec(path)?.[1].replaceAll('\\', '/'))
  return [...new Set(paths)].filter(path => path && !path.includes('memlint')).sort()
}
