import type { Node } from 'ts-morph'
import { ELSE, GIVEN, MADE, OPEN, THEN, WHEN } from '../../model/choice.ts'
import { Literal, type Place, table, type Value } from '../../model/value.ts'
import type { Entry, Meaning } from './resolve.ts'

/** What stands at a place. `at` names the branches of a choice as src/model/choice.ts does. */
export interface Found {
  readonly meaning: Meaning
  /** The property that says it, where it is the value of one. */
  readonly entry?: Entry
  /** The element of an array that it is. */
  readonly element?: Node
}

export function meaningAt(root: Meaning | undefined, at: Place): Found | undefined {
  let found: Found | undefined = root && { meaning: root }
  for (const step of at) found = found && stepInto(found.meaning, step)
  return found
}

function stepInto(meaning: Meaning, step: string | number): Found | undefined {
  if (meaning.kind === 'choice') {
    if (step === THEN) return { meaning: meaning.yes }
    return step === ELSE ? { meaning: meaning.no } : undefined
  }
  if (meaning.kind === 'made') return step === GIVEN ? { meaning: meaning.given } : undefined
  if (meaning.kind === 'list' && typeof step === 'number') {
    const item = meaning.items[step]
    const element = meaning.elements?.[step]
    return item && { meaning: item, ...(element && { element }) }
  }
  const entry = meaning.kind === 'table' && typeof step === 'string' ? meaning.entries.get(step) : undefined
  return entry && { meaning: entry.meaning, entry }
}

/** Where in the configuration the objects, arrays and properties of the file are that it is made of. */
export function placesOf(root: Meaning | undefined): ReadonlyMap<Node, Place> {
  const places = new Map<Node, Place>()
  const visit = (meaning: Meaning, at: Place): void => {
    if ('literal' in meaning && meaning.literal) places.set(meaning.literal, at)
    if (meaning.kind === 'choice') {
      visit(meaning.yes, [...at, THEN])
      visit(meaning.no, [...at, ELSE])
    } else if (meaning.kind === 'made') {
      visit(meaning.given, [...at, GIVEN])
    } else if (meaning.kind === 'list') {
      for (const [index, item] of meaning.items.entries()) visit(item, [...at, index])
    } else if (meaning.kind === 'table') {
      for (const [key, entry] of meaning.entries) {
        places.set(entry.property, [...at, key])
        visit(entry.meaning, [...at, key])
      }
    }
  }
  if (root) visit(root, [])
  return places
}

/** The value of a meaning; undefined for what is `undefined`. */
export function valueFor(meaning: Meaning, text: string): Value | undefined {
  switch (meaning.kind) {
    case 'value':
      return meaning.value
    case 'absent':
      return undefined
    case 'unknown':
      return new Literal(text.slice(meaning.span.start, meaning.span.end))
    case 'list': {
      const items = meaning.items.map(item => {
        const value = valueFor(item, text)
        return value === undefined ? new Literal('undefined') : value
      })
      return meaning.open ? [...items, new Literal('what is spread in')] : items
    }
    case 'choice':
      return tableOf([
        [WHEN, meaning.when],
        [THEN, valueFor(meaning.yes, text)],
        [ELSE, valueFor(meaning.no, text)],
      ])
    case 'made':
      return tableOf([
        [MADE, meaning.from],
        [GIVEN, valueFor(meaning.given, text)],
      ])
    case 'table':
      return tableOf([
        ...[...meaning.entries].map(([key, entry]) => [key, valueFor(entry.meaning, text)] as const),
        ...(meaning.open ? [[OPEN, true] as const] : []),
      ])
  }
}

function tableOf(entries: readonly (readonly [string, Value | undefined])[]): Value {
  return table(entries.flatMap(([key, value]) => (value === undefined ? [] : [[key, value] as const])))
}
