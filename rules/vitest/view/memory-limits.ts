import { branchesAt } from '../../../src/model/choice.ts'
import type { Document } from '../../../src/model/document.ts'
import { setting } from '../../../src/model/setting.ts'
import type { Place } from '../../../src/model/value.ts'
import { type PartOfMemory, withoutUnit } from '../../common/part-of-memory.ts'
import { isPool, isVm, shown } from './pools.ts'
import { hasProjects } from './test-tables.ts'

/** What a worker of a pool that keeps it for many files may grow to, where that is a part of the memory. */
export function memoryParts(
  document: Document,
  test: Place,
  major: number | undefined,
): readonly PartOfMemory[] {
  const pool = document.get([...test, 'pool'])
  // Projects can choose other pools. vitest 2 crashes when it replaces a worker (2.1.9, Node 20.20): better never.
  if (major === undefined || major < 3 || !isPool(pool) || !isVm(pool) || hasProjects(document)) return []
  const keys = major === 3 ? ['poolOptions', pool, 'memoryLimit'] : ['vmMemoryLimit']
  return branchesAt(document, [...test, ...keys]).flatMap(({ value, at, when }) => {
    const part = withoutUnit(value)
    if (value === undefined || !part || part > 1) return []
    return [{ at: setting(value, document, at), when, written: shown(keys.at(-1) ?? '', value), part }]
  })
}
