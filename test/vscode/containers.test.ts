import { describe, expect, test } from 'vitest'
import { leastNeed } from '../../rules/vscode/view/container-need.ts'
import { GiB, KiB, MiB } from '../../src/model/bytes.ts'
import { type Amount, footprint } from '../../src/model/footprint.ts'
import type { Count, Workload } from '../../src/model/workload.ts'
import { foldersOf } from './sources.ts'

function containerWith(settings: Readonly<Record<string, unknown>>) {
  const container = foldersOf({ '.devcontainer.json': settings })[0]?.containers[0]
  return {
    required: container?.required?.bytes,
    limit: container?.limit?.bytes,
    written: container?.limit?.written,
  }
}

describe('the memory that a dev container asks for', () => {
  test.each([
    ['8gb', 8 * GiB],
    ['512mb', 512 * MiB],
    ['1tb', 1024 * GiB],
    ['64kb', 64 * KiB],
    ['1024', 1024],
    ['8GB', undefined],
    ['8g', undefined],
    ['7.5gb', undefined],
    [8, undefined],
  ])('%j is what the schema says', (memory, bytes) =>
    expect(containerWith({ hostRequirements: { memory } }).required).toBe(bytes),
  )
})

describe('the memory that docker lets a dev container take', () => {
  test.each([
    [['--memory=8g'], 8 * GiB, '--memory=8g'],
    [['--memory', '8GB'], 8 * GiB, '--memory 8GB'],
    [['-m', '1.5g'], 1.5 * GiB, '-m 1.5g'],
    [['-m512m'], 512 * MiB, '-m512m'],
    [['-m=2GiB'], 2 * GiB, '-m=2GiB'],
    [['--memory=1g', '-m2g'], 2 * GiB, '-m2g'],
  ])('%j', (runArgs, bytes, written) =>
    expect(containerWith({ runArgs })).toEqual({ required: undefined, limit: bytes, written }),
  )

  test.each([[['--memory=0']], [['--memory-swap=4g']], [['--memory']], [['--memory=much']], ['--memory=8g']])(
    '%j limits nothing',
    runArgs => expect(containerWith({ runArgs }).limit).toBeUndefined(),
  )
})

describe('the least that runs in a container', () => {
  const [{ locations: [location] = [] } = {}] = foldersOf({ '.vscode/settings.json': {} })
  const known: Amount = { what: 'all of it', bytes: GiB, evidence: 'measured', source: 'a test' }

  function workload(phase: Workload['phase'], count: Count, amount: Amount = known, folder = 'a'): Workload {
    if (!location) throw new Error('no settings')
    const { document } = location
    const names = { id: `${phase}:${folder}`, kind: phase, title: phase, process: 'process', when: 'always' }
    const basis = amount.evidence === 'measured' ? 'measured' : 'default'
    const count_ = { value: count, document, at: [] }
    return { ...names, folder, phase, count: count_, footprint: footprint(basis, [amount]), base: [] }
  }

  function need(workloads: readonly Workload[], cpus = 1) {
    const found = leastNeed({ workloads, hosts: [], runners: [] }, 'a', cpus)
    return found && [found.bytes / GiB, found.footprint.basis]
  }

  const server = workload('editor', { kind: 'fixed', processes: 1 })

  test('is the server and the largest run, not all of them', () => {
    const runs = [2, 4, 3].map(processes => workload('test', { kind: 'fixed', processes }))
    expect(need([server, ...runs])).toEqual([5, 'configured'])
  })

  test.each<[string, Count, number]>([
    ['one for each cpu that is required', { kind: 'per-cpu', cpus: 'logical' }, 8],
    ['one for each core', { kind: 'per-cpu', cpus: 'physical' }, 4],
    ['all but one', { kind: 'per-cpu', cpus: 'logical', plus: -1 }, 7],
    ['at most three', { kind: 'capped', count: { kind: 'per-cpu', cpus: 'logical' }, atMost: 3 }, 3],
    ['any number', { kind: 'unbounded' }, 1],
  ])('counts %s', (_, count, processes) => expect(need([workload('build', count)], 8)?.[0]).toBe(processes))

  test('counts a guess once, and calls the whole a guess', () => {
    const guess: Amount = { ...known, evidence: 'guess' }
    expect(need([server, workload('build', { kind: 'fixed', processes: 8 }, guess)])).toEqual([2, 'derived'])
  })

  test('is not known where nothing runs in the folder', () => {
    expect(need([server])).toBeUndefined()
    expect(need([server, workload('test', { kind: 'fixed', processes: 4 }, known, 'ab')])).toBeUndefined()
  })
})
