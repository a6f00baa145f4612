import type { Document } from '../../../src/model/document.ts'
import type { Runner } from '../../../src/model/job.ts'
import { setting } from '../../../src/model/setting.ts'
import { isTable, type Place, type Value } from '../../../src/model/value.ts'
import { filled } from './expressions.ts'
import type { JobRun } from './job-runs.ts'
import { type MatrixRow, matrixRows } from './matrix.ts'

/** The runs of a job of a GitHub workflow, each with the machine that it names. None where that cannot be told. */
export function githubRuns(document: Document, name: string): readonly JobRun[] {
  const at = ['jobs', name]
  const job = document.get(at)
  if (!isTable(job)) return []
  const matrix = [...at, 'strategy', 'matrix']
  const strategy = isTable(job.strategy) ? job.strategy.matrix : job.strategy
  return (matrixRows(strategy, matrix) ?? []).map(row => ({
    row,
    runner: runnerIn(job['runs-on'], row, [...at, 'runs-on'], document),
  }))
}

/**
 * One label, on its own or as a list. Several belong to a machine of somebody's own, and so do those of a group. A
 * container around the job gets all of its machine.
 */
function runnerIn(
  value: Value | undefined,
  row: MatrixRow,
  at: Place,
  document: Document,
): Runner | undefined {
  if (Array.isArray(value) && value.length === 1) return runnerIn(value[0], row, [...at, 0], document)
  const known = typeof value === 'string' ? filled(value, row) : undefined
  if (!known) return undefined
  const place = known.at ?? at
  if (typeof known.value !== 'string')
    return Array.isArray(known.value) ? runnerIn(known.value, row, place, document) : undefined
  return { label: known.value, at: setting(known.value, document, place) }
}
