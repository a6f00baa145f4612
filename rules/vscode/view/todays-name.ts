import { isTable, table, type Value } from '../../../src/model/value.ts'
import { accepts, PREFIX, standingOf } from './rust-analyzer.ts'

/** What an old setting of rust-analyzer is called today, and the value that means the same there. */
export interface TodaysName {
  readonly to: string
  readonly value: Value
}

/**
 * `unread`: nobody reads this value of the old name. `by hand`: there is no single setting that means the same.
 * Undefined where the name is today's, or where its successor has no effect or no longer exists.
 */
export function todaysName(name: string, value: Value): TodaysName | 'unread' | 'by hand' | undefined {
  const short = name.slice(PREFIX.length)
  if (short === 'cargo.allFeatures') return allFeatures(value, 'cargo.features')
  if (short === 'checkOnSave.allFeatures') return allFeatures(value, 'check.features')
  if (BY_HAND.includes(short)) return 'by hand'
  if (short === 'completion.snippets') return customSnippets(value)
  const standing = standingOf(name)
  if (standing.is !== 'renamed') return undefined
  const target = standingOf(standing.to)
  if (target.is !== 'key') return undefined
  return accepts(target.key, value) ? { to: standing.to, value } : 'by hand'
}

/** Settings that became several, or one with other values (rust-analyzer's patch_old_style.rs). */
const BY_HAND = [
  'completion.addCallArgumentSnippets',
  'completion.addCallParenthesis',
  'callInfo.full',
  'assist.importMergeBehavior',
  'assist.importMergeBehaviour',
]

/** Only `true` is carried over by the server; `false` was the default. */
function allFeatures(value: Value, to: string): TodaysName | 'unread' {
  return value === true ? { to: PREFIX + to, value: 'all' } : 'unread'
}

/** The snippets themselves stood where their nest is today. */
function customSnippets(value: Value): TodaysName | 'by hand' {
  if (!isTable(value)) return 'by hand'
  return { to: `${PREFIX}completion.snippets.custom`, value: table(Object.entries(value)) }
}
