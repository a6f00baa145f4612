import type { Setting } from '../../../../src/model/setting.ts'
import { setting } from '../../../../src/model/setting.ts'
import type { Place, Value } from '../../../../src/model/value.ts'
import { pieceOf } from '../../../common/commands/pieces.ts'
import type { Word } from './shlex.ts'
import { splitWords } from './shlex.ts'

/** One argument as pytest receives it, and where it is written: its offsets are those of the string in `at`. */
export interface Argument extends Word {
  /** The string it stands in: the whole setting, or one element of an array. */
  readonly at: Setting<string>
  readonly source: ArgumentSource
}

/** A place of a file that hands arguments to pytest. */
export interface ArgumentSource {
  readonly setting: Setting<Value>
  /**
   * How more arguments are written there. `string`: at its end. `array`: as elements. `embedded`: the arguments
   * are a part of a longer string (a tox command), so only next to one of them. `closed`: not at all.
   */
  readonly shape: 'string' | 'array' | 'embedded' | 'closed'
}

/**
 * The arguments of a setting that is a string (split like a shell command) or an array of ready arguments.
 * Undefined where pytest refuses the setting: an open quote, or elements that are not strings.
 */
export function argumentsOf(from: Setting<Value>): readonly Argument[] | undefined {
  if (typeof from.value === 'string') return argumentsOfString(from, from.value)
  if (!Array.isArray(from.value)) return undefined
  return argumentsOfArray(from, from.value)
}

function argumentsOfString(from: Setting<Value>, value: string): readonly Argument[] | undefined {
  const at = setting(value, from.document, from.at)
  const source: ArgumentSource = { setting: from, shape: 'string' }
  return splitWords(value)?.map(word => ({ ...word, at, source }))
}

/** Arguments somewhere in a longer string, from words whose offsets are those of the string. */
export function argumentsAmid(from: Setting<string>, words: readonly Word[]): readonly Argument[] {
  const source: ArgumentSource = { setting: from, shape: 'embedded' }
  return words.map(word => ({ ...word, at: from, source }))
}

function argumentsOfArray(from: Setting<Value>, elements: readonly Value[]): readonly Argument[] | undefined {
  const source: ArgumentSource = { setting: from, shape: 'array' }
  const found: Argument[] = []
  for (const [index, text] of elements.entries()) {
    if (typeof text !== 'string') return undefined
    const place: Place = [...from.at, index]
    found.push({ text, at: setting(text, from.document, place), start: 0, end: text.length, source })
  }
  return found
}

/** Arguments inside another argument (`-o addopts="-n 4"`): they are read, and nothing can be written there. */
export function argumentsInside(argument: Argument, text: string): readonly Argument[] | undefined {
  const source: ArgumentSource = { setting: argument.source.setting, shape: 'closed' }
  return splitWords(text)?.map(word => ({ ...argument, text: word.text, source }))
}

/** Neighbouring arguments as they are written, quotes included. */
export function textOf(parts: readonly Argument[]): string {
  const [first, last] = [parts[0], parts.at(-1)]
  if (!first || !last) return ''
  return isOneString(parts)
    ? first.at.value.slice(first.start, last.end)
    : parts.map(({ text }) => text).join(' ')
}

/** The lines of a recipe are strings of their own. */
export function isOneString([first, ...others]: readonly Argument[]): boolean {
  return others.every(({ at }) => at.document === first?.at.document && samePlace(at.at, first.at.at))
}

function samePlace(a: Place, b: Place): boolean {
  return a.length === b.length && a.every((step, index) => step === b[index])
}

/** The place of neighbouring arguments, for pointing at: an element of an array, or a part of a string. */
export function placeOf<T>(parts: readonly Argument[], value: T): Setting<T> | undefined {
  const [first, last] = [parts[0], parts.at(-1)]
  if (!first || !last) return undefined
  if (first.source.shape === 'array') return setting(value, first.at.document, first.at.at)
  const end = isOneString(parts) ? last.end : first.end
  return { ...pieceOf(first.at, { start: first.start, end }), value }
}
