import type { Place } from '../../../src/model/value.ts'
import { filled } from './expressions.ts'
import type { JobRun } from './job-runs.ts'

/** What `${{ matrix.jobs }}` is in some runs of a job. */
export interface MatrixValue {
  readonly value: string
  /** The one place where it is written. */
  readonly at: Place
  /** The runs that have it from there. */
  readonly runs: readonly JobRun[]
}

/** Every number or word that an expression stands for. None where one of them cannot be told. */
export function valuesInMatrix(expression: string, runs: readonly JobRun[]): readonly MatrixValue[] {
  const values = new Map<string, { value: string; at: Place; runs: JobRun[] }>()
  for (const run of runs) {
    const found = filled(expression, run.row)
    if (!found?.at || (typeof found.value !== 'string' && typeof found.value !== 'number')) return []
    const key = JSON.stringify(found.at)
    const same = values.get(key) ?? { value: String(found.value), at: found.at, runs: [] }
    same.runs.push(run)
    values.set(key, same)
  }
  return [...values.values()]
}
