import { branchesAt } from '../../../src/model/choice.ts'
import type { Document } from '../../../src/model/document.ts'
import { type Setting, setting } from '../../../src/model/setting.ts'
import { isTable, type Place, type Table, table, type Value } from '../../../src/model/value.ts'
import { capsIn, POOLS } from './pools.ts'

/** Options of a pool at a place where this version of vitest reads none. */
export interface DeadOptions {
  readonly at: Setting<Table>
  /** The table of test options around it. */
  readonly test: Place
  /** Each pool's options. */
  readonly pools: Table
  /** Those that bound what vitest takes, in words. */
  readonly caps: readonly string[]
  /** `removed`: up to vitest 3 they were read; `misplaced`: no version reads them; `project`: the main configuration's are. */
  readonly reason: 'removed' | 'misplaced' | 'project'
}

/** `tests`: the configuration's own test options first, then those of its projects. */
export function deadOptions(
  document: Document,
  tests: readonly Place[],
  major: number | undefined,
): readonly DeadOptions[] {
  const main = tests[0] ?? []
  return tests.flatMap(test => {
    const isBounded = isBoundedBy(document, main) || isBoundedBy(document, test)
    const removed = major !== undefined && major >= 4 ? poolOptionsAt(document, test, 'removed') : []
    const ofProject =
      major !== undefined && major < 4 && test !== main ? poolOptionsAt(document, test, 'project') : []
    const all = [...removed, ...ofProject, ...misplacedAt(document, test)]
    return all.filter(({ caps }) => caps.length > 0 && !isBounded)
  })
}

/** Where files run one after the other, or the number is said where it is read, no cap is missing. */
function isBoundedBy(document: Document, test: Place): boolean {
  return (
    document.get([...test, 'fileParallelism']) === false ||
    document.get([...test, 'maxWorkers']) !== undefined
  )
}

function poolOptionsAt(document: Document, test: Place, reason: 'removed' | 'project'): DeadOptions[] {
  return branchesAt(document, [...test, 'poolOptions']).flatMap(({ value, at }) => {
    if (!isTable(value)) return []
    const caps = POOLS.flatMap(pool =>
      // A single worker of its own is the one thing that vitest reads of a project.
      capsIn(value[pool], pool).filter(cap => reason === 'removed' || cap.startsWith('max')),
    )
    return [{ at: setting(value, document, at), test, pools: value, caps, reason }]
  })
}

/** `test.forks`, which the documentation of no version has. */
function misplacedAt(document: Document, test: Place): DeadOptions[] {
  return POOLS.flatMap(pool => {
    const at = [...test, pool]
    const value: Value | undefined = document.get(at)
    if (!isTable(value)) return []
    const pools = table([[pool, value]])
    return [
      {
        at: setting(value, document, at),
        test,
        pools,
        caps: capsIn(value, pool),
        reason: 'misplaced' as const,
      },
    ]
  })
}
