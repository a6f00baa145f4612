import { describe, expect, test } from 'vitest'
import { clangdArguments } from '../../rules/vscode/view/clangd.ts'
import { cppLimits } from '../../rules/vscode/view/cpptools.ts'
import { editorJobs } from '../../rules/vscode/view/editor-jobs.ts'
import type { EditorFolder } from '../../rules/vscode/view/folders.ts'
import { javaHeap } from '../../rules/vscode/view/java.ts'
import { capEditorWorkers, editorWorkers } from '../../rules/vscode/view/pytest-arguments.ts'
import { GiB, MiB } from '../../src/model/bytes.ts'
import { foldersOf } from './sources.ts'

function folderWith(settings: Readonly<Record<string, unknown>>): EditorFolder {
  const [folder] = foldersOf({ '.vscode/settings.json': settings })
  if (!folder) throw new Error('no folder')
  return folder
}

describe('the limits of cpptools', () => {
  const limits = (
    folder: Readonly<Record<string, unknown>>,
    container: Readonly<Record<string, unknown>> = {},
  ) => {
    const [view] = foldersOf({
      '.vscode/settings.json': folder,
      '.devcontainer.json': { settings: container },
    })
    const found = view && cppLimits(view)
    return (
      found && { at: found.at.at.at(-1), each: found.perProcess, many: found.processes, all: found.total }
    )
  }
  const ONE = 'C_Cpp.intelliSenseMemoryLimit'

  test('are those of IntelliSense before the general ones', () => {
    const container = { 'C_Cpp.maxCachedProcesses': 20, C_Cpp: { intelliSense: { maxCachedProcesses: 6 } } }
    const expected = { at: 'maxCachedProcesses', each: 4096, many: 6, all: undefined }
    expect(limits({}, container)).toEqual(expected)
  })

  test('are pointed at where one process is allowed more than by default', () => {
    expect(limits({ [ONE]: 8192 }, { 'C_Cpp.maxMemory': 3000 })).toEqual({
      at: ONE,
      each: 8192,
      many: 2,
      all: 3000,
    })
  })

  test('are not those that VS Code reads from machine settings only', () => {
    expect(limits({ [ONE]: 8192, 'C_Cpp.intelliSense.maxMemory': 3000 })?.all).toBeUndefined()
    expect(limits({ 'C_Cpp.maxCachedProcesses': 20 })).toBeUndefined()
  })

  test.each([
    ['a limit below the default', { [ONE]: 1024 }],
    ['a limit that is no number', { [ONE]: '8192' }],
  ])('are none with %s', (_, settings) => expect(limits(settings)).toBeUndefined())
})

describe('the arguments of clangd', () => {
  test.each([
    [['-j=12'], 12, 0],
    [['--background-index', '--j', '8'], 8, 1],
    [['-j=2', '-j=6'], 6, 1],
  ])('%j: the last -j counts, in one element or in two', (list, workers, index) => {
    const found = clangdArguments(folderWith({ 'clangd.arguments': list })).workers
    expect([found?.value, found?.at.at(-1)]).toEqual([workers, index])
  })

  test.each([[['-j12']], [['--j=many']], [['--pch-storage=disk', '-j']], ['-j=12'], [[12]]])(
    '%j: what clangd would refuse, or takes by default, is not read',
    list => expect(clangdArguments(folderWith({ 'clangd.arguments': list }))).toEqual({}),
  )

  test('say where compiled headers are kept, with one dash or two', () => {
    const of = (list: readonly string[]) =>
      clangdArguments(folderWith({ 'clangd.arguments': list })).preambles
    expect(of(['-pch-storage', 'memory'])?.at).toEqual(['clangd.arguments', 0])
    expect(of(['--pch-storage=memory'])?.value).toBe('--pch-storage=memory')
  })
})

describe('the heap of the Java language server', () => {
  const heap = (vmargs: unknown) => {
    const found = javaHeap(folderWith({ 'java.jdt.ls.vmargs': vmargs }))
    return found && [found.written, found.bytes]
  }

  test.each([
    ['-Xmx4G -Xms100m', '-Xmx4G', 4 * GiB],
    ['-Xmx2G -XX:+UseParallelGC -Xmx512m', '-Xmx512m', 512 * MiB],
    ['-Xmx1073741824', '-Xmx1073741824', GiB],
  ])('%s: the last -Xmx counts, in binary units', (vmargs, written, bytes) =>
    expect(heap(vmargs)).toEqual([written, bytes]),
  )

  test.each(['-Xms4G', '-javaagent:/opt/a-Xmx9G.jar', '-Xmx4GB', '-Xmx=4G', null, ['-Xmx4G']])(
    '%j: anything else is none',
    vmargs => expect(heap(vmargs)).toBeUndefined(),
  )
})

describe('the workers of the test explorer', () => {
  const workers = (list: unknown) => editorWorkers(folderWith({ 'python.testing.pytestArgs': list }))

  test.each([
    [['-n', 'auto'], 'auto', '-n auto', undefined],
    [['-n2', '--numprocesses=6', 'tests'], 6, '--numprocesses=6', undefined],
    [['--numprocesses', '4', '--maxprocesses=2'], 4, '--numprocesses 4', 2],
    [['-n4', '--maxprocesses', '3'], 4, '-n4', 3],
  ])('%j', (list, asked, written, cap) => {
    const found = workers(list)
    expect([found?.asked.value, found?.written, found?.cap?.value]).toEqual([asked, written, cap])
  })

  test.each([
    [['-n', '1']],
    [['-n', '0', '--maxprocesses=4']],
    [['--no-header', '-x']],
    [['-n', 'logical']],
    [['-n', '4', '-p', 'no:xdist']],
    [['-n4', '--dist=no']],
    ['-n 4'],
  ])('%j: none, or something else decides', list => expect(workers(list)).toBeUndefined())

  test.each([
    [['-n4', '--maxprocesses=9'], { op: 'splice', at: [1], find: '9', text: '2' }],
    [['-n4', '--maxprocesses', '9', '-x'], { op: 'set', at: [2], value: '2' }],
    [['-n4', '-x'], { op: 'insert', at: [2], value: '--maxprocesses=2' }],
  ])('%j are capped where a cap is, else at the end', (list, op) => {
    const found = workers(list)
    expect(found && capEditorWorkers(found, 2)).toEqual({
      path: '.vscode/settings.json',
      op: { ...op, at: ['python.testing.pytestArgs', ...op.at] },
    })
  })
})

describe("the compilers of rust-analyzer's own check", () => {
  const CHECK = 'rust-analyzer.check.extraEnv'
  const CARGO = 'rust-analyzer.cargo.extraEnv'
  const SERVER = 'rust-analyzer.server.extraEnv'
  const jobs = (settings: Readonly<Record<string, unknown>>) => {
    const { inForce, refused } = editorJobs(folderWith(settings))
    return { in: inForce?.at.at[0], number: inForce?.number, refused: refused.map(each => each.variable) }
  }
  const of = (value: unknown) => ({ CARGO_BUILD_JOBS: value })

  test('follow the environment of checks before those of cargo and of the server', () => {
    expect(jobs({ [SERVER]: of('9'), [CARGO]: of('8'), [CHECK]: of('4') })).toEqual({
      in: CHECK,
      number: 4,
      refused: [],
    })
    expect(jobs({ [SERVER]: of(9), [CARGO]: { RUST_LOG: 'warn' } })).toEqual({
      in: SERVER,
      number: 9,
      refused: [],
    })
  })

  test('follow the next environment where one is refused', () => {
    expect(jobs({ [CHECK]: { ...of('4'), RUST_BACKTRACE: 1 }, [CARGO]: of('8') })).toEqual({
      in: CARGO,
      number: 8,
      refused: ['RUST_BACKTRACE'],
    })
  })

  test.each([null, 'default', '-1', '0'])('%j is taken, and no number of its own', value =>
    expect(jobs({ [CHECK]: of(value), [CARGO]: of('8') })).toEqual({
      in: CHECK,
      number: undefined,
      refused: [],
    }),
  )
})
