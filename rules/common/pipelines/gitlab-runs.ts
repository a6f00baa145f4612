import type { Document } from '../../../src/model/document.ts'
import type { Runner } from '../../../src/model/job.ts'
import { setting } from '../../../src/model/setting.ts'
import { isTable, type Place, type Table, type Value } from '../../../src/model/value.ts'
import type { JobRun } from './job-runs.ts'
import type { MatrixRow } from './matrix.ts'

/** The runs of a job of a GitLab pipeline, each with the machine that its one tag names. None where that cannot be told. */
export function gitlabRuns(document: Document, name: string): readonly JobRun[] {
  const root = document.get([])
  const job = isTable(root) ? root[name] : undefined
  if (!isTable(root) || !isTable(job) || NO_JOB.test(name)) return []
  const at = tagsOf(name, root)
  const tags = at && document.get(at)
  if (!at || !Array.isArray(tags) || tags.length !== 1) return untagged(document, name)
  const [tag] = tags
  if (typeof tag !== 'string') return []
  return rowsOf(job.parallel).map(row => ({ row, runner: runnerIn(tag, row, [...at, 0], document) }))
}

/** A template for others, or what is said of all. */
const NO_JOB = /^(\.|default$)/

/** A job's own, those of what it extends, or the default. Undefined where there are none or other files may have some. */
function tagsOf(name: string, root: Table, depth = 0): Place | undefined {
  const job = root[name]
  if (!isTable(job) || depth > MOST_EXTENDED) return undefined
  if (job.tags !== undefined) return [name, 'tags']
  if (job.extends === undefined) return depth === 0 ? defaultTags(job, root) : undefined
  const parents = Array.isArray(job.extends) ? job.extends.toReversed() : [job.extends]
  if (!parents.every((parent): parent is string => typeof parent === 'string' && isTable(root[parent])))
    return undefined
  for (const parent of parents) {
    const found = tagsOf(parent, root, depth + 1)
    if (found) return found
  }
  return depth === 0 ? defaultTags(job, root) : undefined
}

/** GitLab follows `extends` this far. */
const MOST_EXTENDED = 11

function defaultTags({ inherit }: Table, root: Table): Place | undefined {
  if (inherit !== undefined || root.include !== undefined) return undefined
  return isTable(root.default) && root.default.tags !== undefined ? ['default', 'tags'] : undefined
}

/** Without tags, gitlab.com takes its smallest machine; whose instance it is only shows where other jobs have its tags. */
function untagged(document: Document, name: string): readonly JobRun[] {
  const root = document.get([])
  const job = isTable(root) ? root[name] : undefined
  if (!isTable(root) || !isTable(job) || root.include !== undefined || root.default !== undefined) return []
  if (job.tags !== undefined || job.extends !== undefined) return []
  if (!document.text.includes('saas-linux-')) return []
  const others = Object.values(root).flatMap(other => (isTable(other) ? (other.tags ?? []) : []))
  const isTheirs = others.flat().some(tag => typeof tag === 'string' && tag.startsWith('saas-linux-'))
  const runner = { label: 'saas-linux-small-amd64', at: setting(job, document, [name]) }
  return isTheirs ? [{ row: new Map(), runner }] : []
}

function runnerIn(tag: string, row: MatrixRow, at: Place, document: Document): Runner | undefined {
  const variable = /^\$\{?(\w+)\}?$/.exec(tag)?.[1]
  if (variable === undefined)
    return tag.includes('$') ? undefined : { label: tag, at: setting(tag, document, at) }
  const cell = row.get(variable)
  return typeof cell?.value === 'string' ? { label: cell.value, at: setting(tag, document, at) } : undefined
}

/** `parallel: matrix:` is a list of tables, each with all combinations of what it lists. */
function rowsOf(parallel: Value | undefined): readonly MatrixRow[] {
  const matrix = isTable(parallel) && Array.isArray(parallel.matrix) ? parallel.matrix : undefined
  if (!matrix) return [new Map()]
  return matrix.flatMap((table: Value) => {
    let rows: MatrixRow[] = [new Map()]
    for (const [name, value] of Object.entries(isTable(table) ? table : {})) {
      const values: readonly Value[] = Array.isArray(value) ? value : [value]
      if (rows.length * values.length > MOST) return []
      rows = rows.flatMap(row => values.map(each => new Map(row).set(name, { value: each, at: [] })))
    }
    return rows
  })
}

/** More jobs than this GitLab does not start of one. */
const MOST = 200
