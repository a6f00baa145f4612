import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { filesOf, HUNGRY, project } from './project.ts'

/** The bundle as users have it: `npm ci` builds it. */
const CLI = resolve(import.meta.dirname, '../../dist/cli.cjs')

function run(cwd: string, args: readonly string[], more: { input?: string; shell?: string } = {}) {
  const command = more.shell ?? '"$@"'
  const { NO_COLOR: _, FORCE_COLOR: __, ...inherited } = process.env
  const env = { ...inherited, NODE: process.execPath, CLI }
  const { status, stdout, stderr } = spawnSync(
    'bash',
    ['-o', 'pipefail', '-c', command, '--', process.execPath, CLI, ...args],
    {
      cwd,
      env,
      encoding: 'utf8',
      input: more.input ?? '',
    },
  )
  return { status, stdout, stderr }
}

describe('the built command', () => {
  it('exits with the code of the run', () => {
    const folder = project(HUNGRY)
    expect(run(folder, []).status).toBe(1)
    expect(run(folder, ['--exit-zero']).status).toBe(0)
    expect(run(folder, ['--nonsense']).status).toBe(2)
  })

  it('checks and fixes without leaving anything else behind', () => {
    const folder = project(HUNGRY)
    const { stdout, stderr, status } = run(folder, ['--fix'])
    expect([status, stderr]).toEqual([0, ''])
    expect(stdout).toContain('1 fixed')
    expect(Object.keys(filesOf(folder))).toEqual(Object.keys(HUNGRY).sort())
  })

  it('reads standard input', () => {
    const { stdout } = run(project(HUNGRY), ['--stdin-filename', 'pytest.ini', '--fix'], {
      input: HUNGRY['pytest.ini'],
    })
    expect(stdout).toContain('--maxprocesses=4')
  })

  it('survives a reader that goes away', () => {
    const files = Object.fromEntries(
      Array.from({ length: 300 }, (_, index) => [`part-${index}/pytest.ini`, HUNGRY['pytest.ini']]),
    )
    const folder = project({ ...files, 'memlint.config.json': HUNGRY['memlint.config.json'] })
    const { stderr, status } = run(folder, ['--exit-zero'], { shell: '"$@" | head -n 1 > /dev/null' })
    expect([stderr, status]).toEqual(['', 0])
  })

  it('writes reports to standard output, pipes and what a shell opens for it', () => {
    const sarif = ['--format', 'sarif', '--output-file']
    const folder = project(HUNGRY)
    const both = run(folder, [...sarif, '/dev/stdout'], { shell: '"$@" > both.txt' })
    expect([both.status, both.stderr]).toEqual([1, ''])
    expect(filesOf(folder)['both.txt']).toMatch(/^error\[.*1 finding.*"version": "2\.1\.0"/s)
    const named = 'mkfifo pipe; cat pipe > piped.txt & "$@" > text.txt; wait'
    run(folder, [...sarif, 'pipe'], { shell: named })
    expect(JSON.parse(readFileSync(join(folder, 'piped.txt'), 'utf8')).version).toBe('2.1.0')
    run(folder, sarif, { shell: '"$@" >(cat > opened.txt) > text.txt; wait $!' })
    expect(JSON.parse(readFileSync(join(folder, 'opened.txt'), 'utf8')).version).toBe('2.1.0')
  })

  it('prints help, the version and a rule that can be explained', () => {
    const folder = project({})
    expect(run(folder, ['--help']).stdout).toMatch(/^memlint finds /)
    expect(run(folder, ['--version']).stdout).toMatch(/^\d+\.\d+\.\d+\n$/)
    expect(run(folder, ['explain', 'pytest/workers-exceed-memory']).stdout).toContain(
      '# pytest/workers-exceed-memory',
    )
  })

  it('imports plugins, whatever their files are called, and says what is wrong with them', () => {
    const ecosystem = `{ id: 'toy', title: 'toy', owns: [], *read() {}, *workloads() {} }`
    const folder = project({
      'my plugin #1.mjs': `await 0\nexport const ecosystems = [${ecosystem}]\n`,
      'plugin.cjs': `exports.ecosystems = [${ecosystem}]\n`,
      'broken.mjs': 'export const rules =\n',
      'throws.mjs': '\nthrow new Error("boo")\n',
    })
    const plugged = (name: string) => run(folder, ['--plugin', name])
    expect(plugged('my plugin #1.mjs')).toMatchObject({ status: 0, stderr: '' })
    expect(plugged('plugin.cjs')).toMatchObject({ status: 0, stderr: '' })
    expect(plugged('broken.mjs').stderr).toMatch(
      /^memlint: --plugin broken\.mjs could not be loaded: [^\n]+\n$/,
    )
    expect(plugged('throws.mjs')).toMatchObject({
      status: 2,
      stderr: 'memlint: --plugin throws.mjs could not be loaded: boo (line 2)\n',
    })
  })

  it('completes words in bash, and is silent where it cannot', () => {
    const complete = (...words: string[]) =>
      run(project({}), [...words, ''], {
        shell: `source <("$1" "$2" completion bash)
memlint() { "$NODE" "$CLI" "$@"
}
COMP_WORDS=(memlint "\${@:3}")
unset "COMP_WORDS[-1]"
COMP_CWORD=$((\${#COMP_WORDS[@]} - 1))
_memlint
printf "%s\\n" "\${COMPREPLY[@]}"`,
      })
    expect(complete('pl')).toEqual({ status: 0, stdout: 'plan\n', stderr: '' })
    expect(complete('--fail-on', 'w').stdout).toBe('warning\n')
    expect(complete('check', '--format', '=', 'js').stdout).toBe('json\n')
    expect(complete('nonsense', 'x')).toEqual({ status: 0, stdout: '\n', stderr: '' })
  })

  it('ran from cached code, made by the build and refused by no Node of the same version', () => {
    const dist = resolve(CLI, '..')
    expect(existsSync(join(dist, 'every-run.cjs.cache'))).toBe(true)
    const report = `process.on('exit', () => {
      const { scripts } = require(${JSON.stringify(join(dist, 'load-chunks.cjs'))})
      console.error([...scripts.values()].map(script => script.cachedDataRejected).join())
    })`
    const { stderr } = spawnSync(process.execPath, ['--eval', `${report}; require(${JSON.stringify(CLI)})`], {
      cwd: project({}),
      encoding: 'utf8',
    })
    expect(stderr.trim()).toMatch(/^false(,false)*$/)
    expect(readdirSync(dist).filter(name => name.endsWith('.cache')).length).toBeGreaterThan(5)
  })
})
