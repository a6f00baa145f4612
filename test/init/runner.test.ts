import { spawnSync } from 'node:child_process'
import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { detectHost } from '../../src/host/detect.ts'
import { machineAt } from '../../src/host/machine.ts'
import { figuresOf } from '../../src/init/runner/figures.ts'
import { SCRIPTS } from '../../src/init/runner/scripts.ts'
import { GiB, MiB } from '../../src/model/bytes.ts'
import type { Host } from '../../src/model/host.ts'
import type { Count, Workload } from '../../src/model/workload.ts'
import { processesOn } from '../../src/plan/count.ts'
import { makePlan } from '../../src/plan/plan.ts'
import { defaultConfig } from '../../src/project/config/defaults.ts'
import { workload } from '../plan/workloads.ts'

/** Machines as they look from inside: their /proc, /sys and so on. */
const HOSTS = resolve(import.meta.dirname, '../../fixtures/hosts')
const scratch = mkdtempSync(join(tmpdir(), 'memlint-runner-'))
afterAll(() => rmSync(scratch, { recursive: true, force: true }))

/** More than any of these machines has room for. */
const MANY = 1000

/** Where the script counts limits that the kernel leaves out: it does not read the table of mounts. */
const STRICTER: ReadonlySet<string> = new Set(['hybrid', 'v1-not-hierarchical'])

const config = defaultConfig()
const machines = readdirSync(HOSTS).filter(name => name !== 'broken')

describe('the shell script comes to the number of the plan', () => {
  it.each(machines)('on %s', name => {
    const host = detectHost(machineAt(join(HOSTS, name)))
    const editor = start('vscode/rust-analyzer', { kind: 'fixed', processes: 1 }, 1.5 * GiB)
    const tests = start('pytest/workers', { kind: 'fixed', processes: MANY }, 300 * MiB)
    const builds = start('cargo/jobs', { kind: 'per-cpu', cpus: 'quota' }, MiB)
    const { rows = [] } = planFor([editor, tests, builds], host).hosts[0] ?? {}
    const fits = (of: Workload) => Math.max(1, rows.find(row => row.workload === of)?.fits ?? 0)
    const jobs = Math.min(fits(builds), Number(processesOn(builds.count.value, host)))
    const set = run(host, name, [editor, tests, builds])
    const found = [Number(set.PYTEST_ADDOPTS?.replace('--maxprocesses=', '')), Number(set.CARGO_BUILD_JOBS)]
    if (!STRICTER.has(name)) expect(found).toEqual([fits(tests), jobs])
    expect(found[0]).toBeLessThanOrEqual(fits(tests))
    expect(found[1]).toBeLessThanOrEqual(jobs)
  })

  it('shares the machine, and takes tests and builds to run at once where they do', () => {
    const host = detectHost(machineAt(join(HOSTS, 'workstation')))
    const tests = start('pytest/workers', { kind: 'fixed', processes: MANY }, GiB)
    const workersWith = (env: Record<string, string>, changed: Partial<typeof config> = {}) =>
      run(host, 'workstation', [tests], { env, config: { ...config, ...changed } }).PYTEST_ADDOPTS
    expect(workersWith({})).toBe('--maxprocesses=23')
    expect(workersWith({ MEMLINT_SHARE: '2' })).toBe('--maxprocesses=11')
    expect(workersWith({}, { share: 3 })).toBe('--maxprocesses=7')
    expect(workersWith({ MEMLINT_SHARE: '2' }, { overlap: true })).toBe('--maxprocesses=5')
    expect(workersWith({}, { reserve: { workstation: { bytes: 11 * GiB } } })).toBe('--maxprocesses=20')
    expect(workersWith({}, { reserve: { workstation: { part: 0.5 } } })).toBe('--maxprocesses=15')
    expect(workersWith({ CI: 'true' })).toBe('--maxprocesses=26')
    expect(workersWith({ CI: 'false' })).toBe('--maxprocesses=23')
  })

  it('never starts more than the repository says', () => {
    const host = detectHost(machineAt(join(HOSTS, 'workstation')))
    const perCpu: Count = { kind: 'per-cpu', cpus: 'logical' }
    const workersOf = (count: Count, more: Partial<Workload> = {}) =>
      run(host, 'workstation', [{ ...start('pytest/workers', count, GiB), ...more }])
    expect(workersOf({ kind: 'fixed', processes: 5 }).PYTEST_ADDOPTS).toBe('--maxprocesses=5')
    expect(workersOf({ kind: 'capped', count: perCpu, atMost: 6 }).PYTEST_ADDOPTS).toBe('--maxprocesses=6')
    expect(workersOf(perCpu, { atMost: 4 }).PYTEST_ADDOPTS).toBe('--maxprocesses=4')
    expect(workersOf(perCpu).PYTEST_ADDOPTS).toBe('--maxprocesses=16')
    const jobs = start('cargo/jobs', { kind: 'per-cpu', cpus: 'quota', plus: -2 }, MiB)
    expect(run(host, 'workstation', [jobs]).CARGO_BUILD_JOBS).toBe('14')
    const single = start('cargo/jobs', { kind: 'fixed', processes: 1 }, MiB)
    expect(run(host, 'workstation', [single]).CARGO_BUILD_JOBS).toBe('1')
  })

  it('says what -n auto means where the configuration asks for no workers, and passes no option of pytest-xdist', () => {
    const host = detectHost(machineAt(join(HOSTS, 'workstation')))
    const plain = start('pytest/workers', { kind: 'fixed', processes: 1 }, 4 * GiB)
    const elsewhere = {
      ...start('pytest/workers', { kind: 'fixed', processes: 9 }, GiB),
      id: 'pytest/workers:#ci',
    }
    const { PYTEST_ADDOPTS, PYTEST_XDIST_AUTO_NUM_WORKERS } = run(host, 'workstation', [plain])
    expect([PYTEST_ADDOPTS, PYTEST_XDIST_AUTO_NUM_WORKERS]).toEqual([undefined, '5'])
    expect(run(host, 'workstation', [plain, elsewhere]).PYTEST_ADDOPTS).toBeUndefined()
  })

  it('gives each worker its part of the cpus, and one process all of them', () => {
    const host = detectHost(machineAt(join(HOSTS, 'workstation')))
    const tests = start('pytest/workers', { kind: 'per-cpu', cpus: 'logical' }, 5 * GiB)
    const inMode = (mode: string) => run(host, 'workstation', [tests], { mode })
    expect(inMode('fast')).toMatchObject({ PYTEST_ADDOPTS: '--maxprocesses=4', OMP_NUM_THREADS: '4' })
    expect(inMode('sequential')).toEqual({
      PYTEST_XDIST_AUTO_NUM_WORKERS: '0',
      PYTEST_ADDOPTS: '-n0',
      ...Object.fromEntries(THREADS.map(name => [name, '1'])),
      TOKENIZERS_PARALLELISM: 'false',
    })
    expect(inMode('gpu')).toEqual({
      PYTEST_XDIST_AUTO_NUM_WORKERS: '0',
      PYTEST_ADDOPTS: '-n0',
      ...Object.fromEntries(THREADS.map(name => [name, '16'])),
      TOKENIZERS_PARALLELISM: 'true',
    })
  })

  it('leaves a variable alone that is set, and nproc does not believe OMP_NUM_THREADS', () => {
    const host = detectHost(machineAt(join(HOSTS, 'workstation')))
    const tests = start('pytest/workers', { kind: 'per-cpu', cpus: 'logical' }, GiB)
    const env = { OMP_NUM_THREADS: '3', PYTEST_ADDOPTS: '-x' }
    const { OMP_NUM_THREADS, PYTEST_ADDOPTS, MKL_NUM_THREADS } = run(host, 'workstation', [tests], {
      env,
      mode: 'gpu',
    })
    expect([OMP_NUM_THREADS, PYTEST_ADDOPTS, MKL_NUM_THREADS]).toEqual([undefined, undefined, '16'])
  })

  it('knows its modes and says so', () => {
    const tests = start('pytest/workers', { kind: 'fixed', processes: 2 }, GiB)
    const path = scriptFor('workstation', [tests], config)
    for (const args of [[], ['slow', 'true']]) {
      const { status, stderr } = spawnSync('sh', [path, ...args], { encoding: 'utf8' })
      expect([status, stderr]).toEqual([2, expect.stringContaining('fast|sequential|gpu')])
    }
  })
})

const THREADS = ['OMP', 'MKL', 'OPENBLAS', 'NUMEXPR', 'RAYON']
  .map(name => `${name}_NUM_THREADS`)
  .concat('POLARS_MAX_THREADS', 'VECLIB_MAXIMUM_THREADS')

function start(kind: string, count: Count, bytes: number): Workload {
  const phase = kind.startsWith('vscode') ? 'editor' : kind.startsWith('cargo') ? 'build' : 'test'
  return workload({ kind, phase, count, each: bytes / GiB })
}

function planFor(workloads: readonly Workload[], host: Host) {
  return makePlan(workloads, {
    hosts: [host],
    share: 1,
    overlap: false,
    reserveOf: () => undefined,
    footprintOf: () => undefined,
  })
}

interface How {
  readonly mode?: string
  readonly env?: Readonly<Record<string, string>>
  readonly config?: typeof config
}

/** What the script sets on a machine, by name: it prints that where it is given no command. */
function run(
  host: Host,
  machine: string,
  workloads: readonly Workload[],
  how: How = {},
): Record<string, string> {
  const path = scriptFor(machine, workloads, how.config ?? config)
  const bin = mkdtempSync(join(scratch, 'bin-'))
  // The real one believes OMP_NUM_THREADS, too.
  writeFileSync(join(bin, 'nproc'), `#!/bin/sh\necho "\${OMP_NUM_THREADS:-${host.cpus.value}}"\n`)
  chmodSync(join(bin, 'nproc'), 0o755)
  const env = { PATH: `${bin}:${process.env.PATH}`, ...how.env }
  const { stdout, stderr, status } = spawnSync('sh', [path, how.mode ?? 'fast'], { encoding: 'utf8', env })
  expect([status, stderr]).toEqual([0, ''])
  return Object.fromEntries(
    stdout
      .trim()
      .split('\n')
      .map(line => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
  )
}

/** The script for a repository that starts these, with the files of a machine in place of this one's. */
function scriptFor(
  machine: string,
  workloads: readonly Workload[],
  { reserve, share, overlap }: typeof config,
): string {
  const nominal = detectHost(machineAt(join(HOSTS, 'workstation')))
  const [script] = SCRIPTS
  const text =
    script?.text(figuresOf(planFor(workloads, nominal), { reserve, share, overlap }), '1.2.3').text ?? ''
  const path = join(mkdtempSync(join(scratch, 'script-')), 'memlint-run.sh')
  const root = join(HOSTS, machine)
  expect(existsSync(join(root, 'proc/meminfo'))).toBe(true)
  writeFileSync(path, text.replace(/(?<=[\s=<("])\/(?=proc\/|sys\/|run\/\.|\.dockerenv)/g, `${root}/`))
  return path
}
