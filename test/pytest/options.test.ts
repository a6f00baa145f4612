import { describe, expect, test } from 'vitest'
import type { Argument } from '../../rules/pytest/view/config/arguments.ts'
import { argumentsOf } from '../../rules/pytest/view/config/arguments.ts'
import { overriddenAddopts, readOptions, written } from '../../rules/pytest/view/config/options.ts'
import { countWorkers } from '../../rules/pytest/view/runs/count.ts'
import { parseIni } from '../../src/documents/ini.ts'
import { setting } from '../../src/model/setting.ts'

function split(line: string): readonly Argument[] {
  const document = parseIni('pytest.ini', '[pytest]\naddopts = x\n')
  return argumentsOf(setting(line, document, ['pytest', 'addopts'])) ?? []
}

/** `logical`, `physical ≤ 4`, `3`, `in process` or `refused`. */
function workers(line: string, psutil = false): string {
  const options = readOptions(split(line))
  if (options.refused) return 'refused'
  const { count, distributed } = countWorkers(options, { psutil })
  if (!distributed) return 'in process'
  if (count.kind === 'fixed') return String(count.processes)
  if (count.kind === 'per-cpu') return count.cpus
  if (count.kind === 'capped' && count.count.kind === 'per-cpu')
    return `${count.count.cpus} ≤ ${count.atMost}`
  return 'unexpected'
}

describe('the number of workers, as xdist 3.8 starts them', () => {
  test.each([
    ['-n 4', '4'],
    ['-n4', '4'],
    ['-n=4', '4'],
    ["'-n 3'", '3'],
    ['-n +2', '2'],
    ['-n auto', 'logical'],
    ['-nauto', 'logical'],
    ['-n=auto', 'logical'],
    ['-n logical', 'logical'],
    ['--numprocesses=auto', 'logical'],
    ['--numprocesses auto', 'logical'],
    ['-n 4 -n 2', '2'],
    ['-n auto -n 0', 'in process'],
    ['-n 0', 'in process'],
    ['-n -1', 'in process'],
    ['-n-1', 'in process'],
    ['-n auto --maxprocesses=4', 'logical ≤ 4'],
    ['-n auto --maxprocesses 4', 'logical ≤ 4'],
    ['--maxprocesses=4 -n auto', 'logical ≤ 4'],
    ['-n auto --maxprocesses=0', 'logical'],
    ['-n auto --maxprocesses=8 --maxprocesses=2', 'logical ≤ 2'],
    ['-n 8 --maxprocesses=2', '2'],
    ['-n 2 --maxprocesses=8', '2'],
    ['-n 2 --maxprocesses=-1', 'in process'],
    ['--maxprocesses=4', 'in process'],
    ['--tx 3*popen', 'in process'],
    ['--tx 3*popen -d', '3'],
    ['--tx=3*popen --dist=load', '3'],
    ['--tx popen --tx 2*popen//python=python3 --dist each', '3'],
    ['--tx 3*popen --dist=load --dist=no', 'in process'],
    ['-d --tx 3*popen --dist=no', '3'],
    ['--tx ssh=host -d', 'in process'],
    ['--tx 3*popen -d -n 2', '2'],
    ['--tx 3*popen -d -n 0', 'in process'],
    ['-d', 'in process'],
    ['--dist=loadgroup', 'in process'],
    ['-n 3 --dist=no', '3'],
    ['-p no:xdist', 'in process'],
    ['-n 3 -p no:xdist', 'in process'],
    ['-n 3 -pno:xdist -p xdist', '3'],
    ['-m "not -n"', 'in process'],
    ["--strict-markers -m 'not slow and not custom'", 'in process'],
    ['-rn -q', 'in process'],
    ['--nbval --nf', 'in process'],
    ['-qn3', 'refused'],
    ['-vd --tx 2*popen', 'refused'],
    ['-n Auto', 'refused'],
    ['-n 2.5', 'refused'],
    ["'-n auto'", 'refused'],
    ["-n ''", 'refused'],
    ['-n', 'refused'],
    ['-n --dist load', 'refused'],
    ['--dist=fast -n 2', 'refused'],
    ['--numproc=4', 'in process'],
  ])('%s: %s', (line, expected) => {
    expect(workers(line)).toBe(expected)
  })

  test('auto counts cores only where psutil is installed, logical always counts cpus', () => {
    expect(workers('-n auto', true)).toBe('physical')
    expect(workers('-n auto --maxprocesses=4', true)).toBe('physical ≤ 4')
    expect(workers('-n logical', true)).toBe('logical')
  })

  test('a number from a hook or the environment takes the place of auto, under the same cap', () => {
    const options = readOptions(split('-n auto --maxprocesses=4'))
    expect(countWorkers(options, { psutil: false, auto: 2 }).count).toEqual({ kind: 'fixed', processes: 2 })
    expect(countWorkers(options, { psutil: false, auto: 9 }).count).toEqual({ kind: 'fixed', processes: 4 })
    expect(countWorkers(options, { psutil: false, auto: 0 }).distributed).toBe(false)
  })
})

test('other options that say how much runs at once', () => {
  const options = readOptions(split('-x --maxfail=3 --max-worker-restart 0 --dist worksteal'))
  expect(options.maxFail?.value).toBe(3)
  expect(options.maxWorkerRestart?.value).toBe(0)
  expect(options.distribution?.value).toBe('worksteal')
})

test('an option remembers the arguments it came from', () => {
  const { workers: given } = readOptions(split('-q -n  "auto" -v'))
  expect(given && written(given)).toBe('-n auto')
  expect(given?.arguments.map(argument => [argument.start, argument.end])).toEqual([
    [3, 5],
    [7, 13],
  ])
})

test('-o addopts=… replaces the configured addopts', () => {
  expect(overriddenAddopts(split('-o addopts='))).toEqual([])
  expect(overriddenAddopts(split('-o "addopts=-n 3" -q'))?.map(found => found.text)).toEqual(['-n', '3'])
  expect(overriddenAddopts(split('--override-ini=addopts=-q'))?.map(found => found.text)).toEqual(['-q'])
  expect(overriddenAddopts(split('-o log_cli=true'))).toBeUndefined()
})
