import { expect, it } from 'vitest'
import { POOL_KINDS } from '../../rules/pytest/view/processes/pool-kinds.ts'
import { processNamed } from '../../rules/pytest/view/processes/test-processes.ts'

it('a Dask cluster divides cpus as distributed 2026.8 does', () => {
  const dask = POOL_KINDS.find(kind => kind.row === 'LocalCluster')
  const cpus = [1, 2, 4, 6, 8, 12, 16, 24, 32, 64, 96]
  expect(cpus.map(count => dask?.processes(count))).toEqual([1, 2, 4, 3, 4, 4, 4, 6, 8, 8, 12])
})

it('every kind of pool has a row in the table', () => {
  for (const { row } of POOL_KINDS) expect(processNamed(row).source).not.toBe('')
})

it('what scikit-learn runs in threads is no pool of processes', () => {
  const isPool = (name: string) => POOL_KINDS.some(kind => kind.name.test(name))
  expect(isPool('sklearn.model_selection.GridSearchCV')).toBe(true)
  expect(isPool('sklearn.model_selection._search.GridSearchCV')).toBe(true)
  expect(isPool('sklearn.ensemble.StackingRegressor')).toBe(true)
  expect(isPool('sklearn.ensemble.RandomForestClassifier')).toBe(false)
  expect(isPool('sklearn.neighbors.KNeighborsClassifier')).toBe(false)
})
