import { isTable, type Place, sameValue, type Table, type Value } from '../../../src/model/value.ts'

/** A value of a row, and where it stands; undefined where a pipeline works it out when it runs. */
export interface Cell {
  readonly value: Value | undefined
  readonly at: Place
}

/** One of the runs that a matrix makes of a job. */
export type MatrixRow = ReadonlyMap<string, Cell>

/**
 * The runs that `strategy.matrix` of a GitHub job makes: all combinations, without those that `exclude` names, and then what
 * `include` adds to them or beside them. One run where there is no matrix, undefined where it cannot be told.
 */
export function matrixRows(matrix: Value | undefined, at: Place): readonly MatrixRow[] | undefined {
  if (matrix === undefined || matrix === null) return [new Map()]
  if (!isTable(matrix) || isWorkedOut(matrix.exclude)) return undefined
  if ([matrix.include, matrix.exclude].some(list => Array.isArray(list) && list.length > MOST))
    return undefined
  const axes = Object.entries(matrix).filter(([name]) => name !== 'include' && name !== 'exclude')
  const all = combinations(axes.map(([name, value]) => cellsOf(name, value, [...at, name])))
  const excluded = tablesOf(matrix.exclude, [...at, 'exclude'])
  const kept = all?.filter(row => !excluded.some(({ table }) => mayBe(row, table)))
  return kept && withIncluded(kept, new Set(axes.map(([name]) => name)), matrix.include, [...at, 'include'])
}

/** More runs than this GitHub does not start. */
const MOST = 256

type Axis = readonly (readonly [name: string, cell: Cell])[]

function cellsOf(name: string, value: Value, at: Place): Axis {
  if (!Array.isArray(value)) return [[name, { value: undefined, at }]]
  return value.map((each, index) => [
    name,
    { value: isWorkedOut(each) ? undefined : each, at: [...at, index] },
  ])
}

/** None where there is nothing to combine. */
function combinations(axes: readonly Axis[]): readonly MatrixRow[] | undefined {
  if (axes.length === 0) return []
  let rows: MatrixRow[] = [new Map()]
  for (const axis of axes) {
    if (rows.length * axis.length > MOST) return undefined
    rows = rows.flatMap(row => axis.map(([name, cell]) => new Map(row).set(name, cell)))
  }
  return rows
}

/** Whether a row is as a table says, as far as both are known. */
function mayBe(row: MatrixRow, wanted: Table): boolean {
  return Object.entries(wanted).every(([name, value]) => {
    const cell = row.get(name)
    if (!cell) return false
    return cell.value === undefined || isWorkedOut(value) || sameValue(cell.value, value)
  })
}

function withIncluded(
  rows: readonly MatrixRow[],
  axes: ReadonlySet<string>,
  include: Value | undefined,
  at: Place,
): readonly MatrixRow[] {
  const extended = rows.map(row => new Map(row))
  const added: MatrixRow[] = []
  for (const { table, at: place } of tablesOf(include, at)) {
    const cells = Object.entries(table).map(([name, value]): [string, Cell] => [
      name,
      { value: isWorkedOut(value) ? undefined : value, at: [...place, name] },
    ])
    // What is added must overwrite nothing of a combination; what was added before may be overwritten.
    const matching = extended.filter(row =>
      Object.entries(table).every(
        ([name, value]) => !axes.has(name) || sameValue(row.get(name)?.value, value),
      ),
    )
    for (const row of matching) {
      for (const [name, cell] of cells) if (!axes.has(name)) row.set(name, cell)
    }
    if (matching.length === 0) added.push(new Map(cells))
  }
  return [...extended, ...added]
}

function tablesOf(value: Value | undefined, at: Place): readonly { table: Table; at: Place }[] {
  return (Array.isArray(value) ? value : []).flatMap((each: Value, index) =>
    isTable(each) ? [{ table: each, at: [...at, index] }] : [],
  )
}

function isWorkedOut(value: Value | undefined): boolean {
  return typeof value === 'string' && value.includes('${{')
}
