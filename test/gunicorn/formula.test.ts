import { expect, test } from 'vitest'
import { readFormula } from '../../rules/gunicorn/view/formula.ts'
import { loadReaders } from '../../src/documents/index.ts'
import type { PythonDocument } from '../../src/model/python.ts'

const read = await loadReaders(['python'])
const { module } = read(
  'gunicorn.conf.py',
  'python',
  'import multiprocessing, os\nfrom multiprocessing import cpu_count as cpus\n',
) as PythonDocument

const NAMES: Readonly<Record<string, string>> = {
  cores: 'multiprocessing.cpu_count()',
  twice: 'cores * 2',
  circle: 'circle + 1',
  limit: 'int(os.environ["LIMIT"])',
}

function formula(text: string) {
  return readFormula(text, module, name => NAMES[name])
}

test.each([
  ['multiprocessing.cpu_count() * 2 + 1', 2, 1],
  ['2 * cpus() + 1', 2, 1],
  ['(os.cpu_count() or 1) * 4', 4, 0],
  ['os.cpu_count() or 1', 1, 0],
  ['1 + 2 * (cores + 3)', 2, 7],
  ['twice + 1', 2, 1],
  ['int(cores * 1.5)', 1.5, 0],
  ['len(os.sched_getaffinity(0)) + 1', 1, 1],
])('%s is %d for each cpu and %d', (text, times, plus) => {
  expect(formula(text)).toEqual({ times, plus })
})

test.each([
  '4',
  'min(cores, 8)',
  'cores - 1',
  'cores // 2',
  'cores * cores',
  'cores if cores < 8 else 8',
  'int(os.environ.get("WEB_CONCURRENCY", cores))',
  'cores * limit',
  'circle * cores',
  'cpu_count()',
  'multiprocessing.cpu_count',
  'len(os.sched_getaffinity(1))',
  '(cores',
  'cores +',
  '',
])('%s is not read as a multiple of the cpus', text => {
  expect(formula(text)).toBeUndefined()
})
