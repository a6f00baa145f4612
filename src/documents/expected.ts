import type { Op, Refusal } from '../model/document.ts'
import { isRefusal } from '../model/document.ts'
import type { Place, Table, Value } from '../model/value.ts'
import { isTable, Literal, sameValue, table, valueAt } from '../model/value.ts'

/**
 * The value a file should have after operations that were all made for its present value `root`: their order
 * does not matter and every place means `root`. A refusal says which of them has no meaning there.
 */
export function expectedValue(root: Value, ops: readonly Op[]): Value | Refusal {
  let value = changeTexts(root, ops)
  for (const op of ops.toSorted(byTurn)) {
    if (isRefusal(value)) return value
    value = perform(op, root, value)
  }
  return value
}

/** What `after` has beyond `ops` applied to `before`, in words; undefined when it is exactly that. */
export function differenceBeyond(before: Value, after: Value, ops: readonly Op[]): string | undefined {
  const expected = expectedValue(before, ops)
  if (isRefusal(expected)) return expected.refused
  return firstDifference(expected, after, [])
}

/** `tool.pytest.addopts`, `profile."a.b"`, `members[2]`: a place as people write it. */
export function nameOfPlace(at: Place): string {
  return at.map(stepName).join('') || 'the file'
}

/** How often `find` occurs, overlaps counted: what must be 1 for a splice. */
export function occurrences(text: string, find: string): number {
  if (find === '') return 0
  let count = 0
  for (let at = text.indexOf(find); at !== -1; at = text.indexOf(find, at + 1)) count++
  return count
}

type Change = (old: Value | undefined) => Value | undefined | Refusal

/** Insertions and new names come before what would move their places: elements go last to first, deepest names first. */
const TURN: Record<Op['op'], number> = {
  set: 0,
  splice: 0,
  append: 0,
  rewrite: 0,
  lift: 0,
  insert: 1,
  remove: 2,
  rename: 3,
}

function byTurn(a: Op, b: Op): number {
  if (TURN[a.op] !== TURN[b.op]) return TURN[a.op] - TURN[b.op]
  if (a.op === 'insert') return 0
  const depth = b.at.length - a.at.length
  if (depth !== 0) return depth
  return Number(b.at.at(-1)) - Number(a.at.at(-1)) || 0
}

function perform(op: Op, root: Value, value: Value): Value | Refusal {
  if (op.op === 'rewrite') return { refused: 'only Python files can be rewritten' }
  if (op.op === 'lift') return { refused: 'only ini files have comments lifted out of values' }
  if (op.op === 'splice' || op.op === 'append') return value
  const old = valueAt(root, op.at)
  if (op.op === 'insert') return insertInto(root, value, op.at, op.value)
  if (old === undefined) return { refused: `there is no ${nameOfPlace(op.at)}` }
  if (op.op === 'rename') return renameIn(value, op.at, op.key)
  return whole(update(value, op.at, () => (op.op === 'set' ? op.value : undefined)))
}

function insertInto(root: Value, value: Value, at: Place, item: Value): Value | Refusal {
  if (valueAt(root, at) !== undefined) return { refused: `${nameOfPlace(at)} is already there` }
  const list = valueAt(root, at.slice(0, -1))
  if (!Array.isArray(list)) return whole(update(value, at, () => item))
  if (at.at(-1) !== list.length) return { refused: `${nameOfPlace(at)} is not the end of its array` }
  return whole(update(value, at.slice(0, -1), items => (Array.isArray(items) ? [...items, item] : items)))
}

function renameIn(value: Value, at: Place, key: string): Value | Refusal {
  const from = at.at(-1)
  return whole(
    update(value, at.slice(0, -1), parent => {
      if (!isTable(parent)) return { refused: `${nameOfPlace(at)} has no name to change` }
      if (key in parent && key !== from) return { refused: `${nameOfPlace(at)}: ${key} is already there` }
      return table(Object.entries(parent).map(([name, item]) => [name === from ? key : name, item]))
    }),
  )
}

/** Splices and appends, all found in the original strings so that none sees another's text. */
function changeTexts(root: Value, ops: readonly Op[]): Value | Refusal {
  const done = new Set<string>()
  let value: Value | Refusal = root
  for (const op of ops) {
    if (op.op !== 'set' && op.op !== 'splice' && op.op !== 'append') continue
    const place = JSON.stringify(op.at)
    if (op.op === 'set') {
      if (ops.some(other => other !== op && isTextOp(other) && JSON.stringify(other.at) === place)) {
        return { refused: `two operations change ${nameOfPlace(op.at)}` }
      }
      continue
    }
    if (done.has(place)) continue
    done.add(place)
    const all = ops.filter(other => JSON.stringify(other.at) === place)
    value = whole(update(value, op.at, old => changedText(op.at, old, all)))
    if (isRefusal(value)) return value
  }
  return value
}

function isTextOp(op: Op): boolean {
  return op.op === 'set' || op.op === 'splice' || op.op === 'append'
}

function changedText(at: Place, old: Value | undefined, ops: readonly Op[]): string | Refusal {
  if (typeof old !== 'string') return { refused: `${nameOfPlace(at)} is not a string` }
  const pieces: { start: number; end: number; text: string }[] = []
  for (const op of ops) {
    if (op.op === 'append') pieces.push({ start: old.length, end: old.length, text: op.text })
    if (op.op !== 'splice') continue
    if (occurrences(old, op.find) !== 1) {
      return { refused: `${nameOfPlace(at)} does not hold ${JSON.stringify(op.find)} exactly once` }
    }
    const start = old.indexOf(op.find)
    pieces.push({ start, end: start + op.find.length, text: op.text })
  }
  pieces.sort((a, b) => a.start - b.start)
  let text = ''
  let from = 0
  for (const piece of pieces) {
    if (piece.start < from) return { refused: `two operations change ${nameOfPlace(at)}` }
    text += old.slice(from, piece.start) + piece.text
    from = piece.end
  }
  return text + old.slice(from)
}

/** Copies the way down to a place and changes what is there; `undefined` from `change` removes it. */
function update(value: Value | undefined, at: Place, change: Change): Value | undefined | Refusal {
  const [step, ...rest] = at
  if (step === undefined) return change(value)
  const parent = value ?? (typeof step === 'number' ? [] : table())
  if (Array.isArray(parent) && typeof step === 'number') {
    const item = update(parent[step], rest, change)
    if (isRefusal(item)) return item
    if (item === undefined) return parent.toSpliced(step, 1)
    return step < parent.length ? parent.with(step, item) : [...parent, item]
  }
  if (isTable(parent) && typeof step === 'string') {
    const item = update(parent[step], rest, change)
    return isRefusal(item) ? item : withEntry(parent, step, item)
  }
  return { refused: `${stepName(step, 0)} cannot be inside ${describe(parent)}` }
}

function withEntry(parent: Table, key: string, item: Value | undefined): Table {
  const entries = Object.entries(parent)
  if (item === undefined) return table(entries.filter(([name]) => name !== key))
  return table([...entries.map(([name, old]) => [name, name === key ? item : old] as const), [key, item]])
}

function whole(value: Value | undefined | Refusal): Value | Refusal {
  return value === undefined ? { refused: 'nothing would be left of the file' } : value
}

function firstDifference(
  expected: Value | undefined,
  found: Value | undefined,
  at: Place,
): string | undefined {
  if (sameValue(expected, found)) return undefined
  const steps = commonSteps(expected, found)
  for (const step of steps) {
    const difference = firstDifference(valueAt(expected, [step]), valueAt(found, [step]), [...at, step])
    if (difference) return difference
  }
  return `${nameOfPlace(at)} should be ${describe(expected)} and is ${describe(found)}`
}

function commonSteps(a: Value | undefined, b: Value | undefined): (string | number)[] {
  if (Array.isArray(a) && Array.isArray(b)) return [...(a.length > b.length ? a : b).keys()]
  if (isTable(a) && isTable(b)) return [...new Set([...Object.keys(a), ...Object.keys(b)])]
  return []
}

function describe(value: Value | undefined): string {
  if (value === undefined) return 'absent'
  if (value instanceof Literal) return value.literal
  if (typeof value === 'bigint') return `the integer ${value}`
  const text = JSON.stringify(value, (_key, item: unknown) =>
    typeof item === 'bigint' ? String(item) : item,
  )
  return text.length > 120 ? `${text.slice(0, 119)}…` : text
}

function stepName(step: string | number, index: number): string {
  if (typeof step === 'number') return `[${step}]`
  const name = /^\??[\w-]+$/.test(step) ? step.replace('?', '') : JSON.stringify(step)
  return index === 0 ? name : `.${name}`
}
