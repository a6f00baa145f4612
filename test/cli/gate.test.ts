import { execFileSync, spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { HUNGRY, project } from './project.ts'

const ROOT = resolve(import.meta.dirname, '../..')
const DIST = join(ROOT, 'dist')
const scratch = mkdtempSync(join(tmpdir(), 'memlint-gate-'))
afterAll(() => rmSync(scratch, { recursive: true, force: true }))

interface Options {
  readonly env?: Readonly<Record<string, string>>
  readonly shell?: string
  readonly node?: readonly string[]
  readonly cli?: string
}

/** The built command in a process of its own, as a hook or a pipeline starts it. */
function gate(cwd: string, args: readonly string[], options: Options = {}) {
  const { env = {}, shell = '"$@"', node = [], cli = join(DIST, 'cli.cjs') } = options
  const command = [process.execPath, ...node, cli, ...args]
  const { status, stdout, stderr } = spawnSync('bash', ['--norc', '-c', shell, '--', ...command], {
    cwd,
    env: { PATH: process.env.PATH, ...env },
    encoding: 'utf8',
  })
  return { status, stdout, stderr }
}

describe('a crash never looks like findings', () => {
  const clean = project({ 'notes.txt': '' })
  /** A copy of what is built, in which something is broken. */
  function broken(name: string, breakIt: (dist: string) => void): string {
    const dist = join(scratch, name)
    cpSync(DIST, dist, { recursive: true })
    breakIt(dist)
    return join(dist, 'cli.cjs')
  }
  /** Runs before memlint, in its process. */
  const beforehand = (code: string) => ['--require', written(code)]
  let files = 0
  function written(code: string): string {
    const file = join(scratch, `beforehand-${files++}.cjs`)
    writeFileSync(file, code)
    return file
  }

  it.each([
    ['an exception that nobody catches', 'setImmediate(() => { throw new Error("oops") })'],
    ['a promise that nobody waits for', 'Promise.reject(new Error("oops"))'],
    ['something thrown that is no error', 'setImmediate(() => { throw undefined })'],
  ])('%s', (_, code) => {
    const { status, stderr } = gate(clean, [], { node: beforehand(code) })
    expect([status, stderr]).toEqual([2, expect.stringMatching(/^memlint crashed\. This is a bug\.\n/)])
  })

  it('a package that is not whole', () => {
    const cli = broken('not-whole', dist => rmSync(join(dist, 'every-run.cjs')))
    const { status, stderr } = gate(clean, [], { cli })
    expect([status, stderr]).toEqual([2, expect.stringContaining('main.cjs')])
  })

  it('memory that runs out, which the system tells apart', () => {
    const hungry = beforehand(
      'process.nextTick(() => { for (const all = [];;) all.push(new Array(1e6).fill(all)) })',
    )
    const node = ['--max-old-space-size=32', ...hungry]
    const { status } = gate(clean, [], { node, shell: '"$@"; exit $?' })
    expect(status).toBe(134)
  })

  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ])('%s', (signal, expected) => {
    const itself = `process.kill(process.pid, '${signal}')`
    expect(gate(clean, [], { node: beforehand(itself), shell: '"$@"; exit $?' }).status).toBe(expected)
  })

  it('output that cannot be written', () => {
    const folder = project(HUNGRY)
    const { status, stderr } = gate(folder, [], { shell: '"$@" > /dev/full' })
    expect([status, stderr]).toEqual([
      2,
      'memlint: standard output cannot be written (ENOSPC): the report is not whole\n',
    ])
    expect(gate(folder, ['--nonsense'], { shell: '"$@" 2> /dev/full' }).status).toBe(2)
  })

  it('a Node that is too old, which is told so', () => {
    const old = `Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '18.20.8' } })`
    const { status, stderr } = gate(clean, [], { node: beforehand(old) })
    expect([status, stderr]).toEqual([2, 'memlint: Node 20.19 or newer is needed, this is 18.20.8\n'])
    const { engines } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'))
    expect(engines.node).toBe('>=20.19.0')
  })

  it('a Node that is much too old reads what tells it so', () => {
    const source = readFileSync(join(ROOT, 'src/cli/start/cli.cjs'), 'utf8')
    // What came after Node 6: optional chaining, ??, object spread, async functions, `node:` modules.
    expect(source).not.toMatch(/\?\.|\?\?|\.\.\.|\basync\b|\bimport\b|require\('node:/)
  })
})

describe('findings never look like a crash', () => {
  it.each([
    [
      'many',
      Object.fromEntries(
        Array.from({ length: 300 }, (_, index) => [`a${index}/pytest.ini`, HUNGRY['pytest.ini']]),
      ),
    ],
    ['a file that does not parse', { 'Cargo.toml': '[package\n' }],
    ['a file that is no text', { 'pyproject.toml': 'a = "\0"\n' }],
    ['a file nested too deeply', { '.vscode/settings.json': '['.repeat(100_000) }],
  ])('%s', (_, files) => {
    const { status, stderr } = gate(project({ ...HUNGRY, ...files }), [])
    expect([status, stderr]).toEqual([1, ''])
  })

  it('whoever stops reading them', () => {
    const { status, stderr } = gate(project(HUNGRY), [], { shell: 'set -o pipefail; "$@" | true' })
    expect([status, stderr]).toEqual([1, ''])
  })
})

describe('with hosts named the report is the same everywhere', () => {
  const args = [
    '--exit-zero',
    '--format',
    'json',
    '--host',
    'small',
    '--host',
    'github-ubuntu',
    '--host',
    'tiny',
  ]
  const files = {
    ...HUNGRY,
    'memlint.config.json': JSON.stringify({
      hosts: { small: { memory: '16GiB', cpus: 8 }, tiny: { memory: '8GiB', cpus: 4 } },
      footprints: { 'pytest/workers': { perProcess: '3GiB' } },
    }),
    '.vscode/settings.json': '{ "rust-analyzer.checkOnSave.enable": true }\n',
    'Cargo.toml': '[package]\nname = "a"\nversion = "0.1.0"\n\n[build]\njobs = 9\n',
  }
  const folder = project(files)
  const expected = gate(folder, args).stdout

  it('and says on which of them each finding holds', () => {
    const { findings, hosts } = JSON.parse(expected)
    expect(hosts.map(({ name }: { name: string }) => name)).toEqual(['small', 'github-ubuntu', 'tiny'])
    expect(
      new Set(findings.map((finding: { hosts: string[] }) => finding.hosts.join())).size,
    ).toBeGreaterThan(1)
    const { stdout } = gate(folder, ['--exit-zero', ...args.slice(3)])
    expect(stdout).toContain('\n  = hosts ')
  })

  it.each<[string, Options]>([
    ['one cpu', { shell: 'taskset -c 0 "$@"' }],
    ['fewer files and processes', { shell: 'ulimit -n 64 -u 4000; "$@"' }],
    ['another home', { env: { HOME: '/nonexistent', XDG_CONFIG_HOME: '/nonexistent' } }],
    ['another temporary folder', { env: { TMPDIR: '/nonexistent' } }],
    ['another language', { env: { LANG: 'de_DE.UTF-8', LC_ALL: 'tr_TR.UTF-8', LANGUAGE: 'de' } }],
    ['another time zone', { env: { TZ: 'Pacific/Kiritimati' } }],
    ['another mask', { shell: 'umask 077; "$@"' }],
    ['a pipeline', { env: { CI: 'true', GITHUB_ACTIONS: 'true', GITLAB_CI: 'true' } }],
    ['colours', { env: { FORCE_COLOR: '1', TERM: 'xterm-256color' } }],
    ['no terminal', { env: { TERM: 'dumb', NO_COLOR: '1' } }],
    ['pytest told otherwise', { env: { PYTEST_ADDOPTS: '-n 3', CARGO_BUILD_JOBS: '1' } }],
  ])('%s', (_, options) => {
    expect(gate(folder, args, options).stdout).toBe(expected)
  })

  it('another folder, from inside and from outside', () => {
    const elsewhere = join(scratch, 'a longer name, with spaces')
    mkdirSync(elsewhere)
    cpSync(folder, elsewhere, { recursive: true })
    expect(gate(elsewhere, args).stdout).toBe(expected)
    execFileSync('git', ['init', '--quiet'], { cwd: elsewhere })
    expect(gate(elsewhere, args).stdout).toBe(expected)
  })
})
