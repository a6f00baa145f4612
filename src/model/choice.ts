import type { Document } from './document.ts'
import { isTable, Literal, type Place, type Table, type Value } from './value.ts'
import type { Side } from './workload.ts'

/*
 * Values of files that are code. A value that depends on a condition stands as a table of its two branches, so that each
 * of them has a place; keys that start with a question mark are no keys of the file. What cannot be told without running
 * the file is a Literal of its text.
 */

/** `ci`: true where the variable CI is set; `local`: true where it is not; else the condition as written. */
export const WHEN = '?when'
export const THEN = '?then'
export const ELSE = '?else'
/** What `new` makes: a table of the class, by the module it is imported from or as written, and the list of its arguments. */
export const MADE = '?made'
export const GIVEN = '?given'
/** In a table: it may have keys that cannot be seen, such as those of a spread of something imported. */
export const OPEN = '?open'

/** One value that a setting can have, and where. */
export interface Branch {
  /** `unknown`: under a condition that is not about CI. */
  readonly when: 'always' | 'ci' | 'local' | 'unknown'
  /** Undefined where nothing is set; a Literal where it cannot be told. */
  readonly value: Value | undefined
  readonly at: Place
}

/** Every value that a place can have. A file of data has one. `from` is the place of a branch, in which the other one begins. */
export function branchesAt(document: Document, at: Place, from: Place = []): readonly Branch[] {
  return [...walk({ when: 'always', value: document.get(from), at: from }, at)]
}

/** What a place has in CI or elsewhere, as one branch; a Literal where that depends on something else, too. */
export function branchOn(document: Document, at: Place, side: Side, from: Place = []): Branch {
  const branches = branchesAt(document, at, from).filter(({ when }) => when !== OTHER[side])
  const [only, ...others] = branches
  if (only && others.length === 0 && only.when !== 'unknown') return only
  return { when: 'unknown', value: new Literal('what depends on a condition'), at: [...from, ...at] }
}

const OTHER: Readonly<Record<Side, Side>> = { ci: 'local', local: 'ci' }

/** Whether a value is there and can be told. */
export function isKnown(value: Value | undefined): value is Value {
  return value !== undefined && !(value instanceof Literal)
}

function* walk({ when, value, at }: Branch, rest: Place): Generator<Branch> {
  if (isChoice(value)) {
    const [yes, no] = sidesOf(value[WHEN])
    yield* walk({ when: both(when, yes), value: value[THEN], at: [...at, THEN] }, rest)
    yield* walk({ when: both(when, no), value: value[ELSE], at: [...at, ELSE] }, rest)
    return
  }
  const [step, ...others] = rest
  if (step === undefined || value === undefined) yield { when, value, at: [...at, ...rest] }
  else if (value instanceof Literal) yield { when, value, at: [...at, ...rest] }
  else yield* walk({ when, value: stepInto(value, step), at: [...at, step] }, others)
}

function isChoice(value: Value | undefined): value is Table {
  return isTable(value) && WHEN in value
}

function stepInto(value: Value, step: string | number): Value | undefined {
  if (Array.isArray(value)) return typeof step === 'number' ? value[step] : undefined
  if (!isTable(value)) return undefined
  return value[step] ?? (OPEN in value ? new Literal('what is merged in') : undefined)
}

function sidesOf(when: Value | undefined): readonly [Branch['when'], Branch['when']] {
  if (when === 'ci') return ['ci', 'local']
  return when === 'local' ? ['local', 'ci'] : ['unknown', 'unknown']
}

/** A branch inside a branch holds under both conditions. */
function both(outer: Branch['when'], inner: Branch['when']): Branch['when'] {
  return outer === 'always' || outer === inner ? inner : 'unknown'
}
