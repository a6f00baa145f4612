import type { Edit } from '../model/document.ts'

/** A piece of code that means something: a token, or a comment where comments are compared too. */
export interface Token {
  readonly type: string
  readonly text: string
  readonly start: number
  readonly end: number
  /** How many blocks it is inside, where indentation is meaning. */
  readonly blocks?: number
}

/** A text and all its tokens, in order. */
export interface Tokens {
  readonly text: string
  readonly tokens: readonly Token[]
}

/**
 * What edits changed beyond the spans they replace: every token outside them must be the same and at its place.
 * Undefined where nothing did. Edits are in order.
 */
export function differentToken(before: Tokens, after: Tokens, edits: readonly Edit[]): string | undefined {
  if (applied(before.text, edits) !== after.text) return 'the new text does not come from these edits'
  const written = edits.map(edit => {
    const start = moved(edit.end, edits) - edit.text.length
    return { start, end: start + edit.text.length }
  })
  const kept = outside(before.tokens, edits)
  const found = outside(after.tokens, written)
  for (let index = 0; index < Math.max(kept.length, found.length); index++) {
    const [old, now] = [kept[index], found[index]]
    if (!old || !now) return `${quoted(old ?? now)} is only in the ${old ? 'old' : 'new'} text`
    const same = old.type === now.type && old.text === now.text && old.blocks === now.blocks
    if (!same || moved(old.start, edits) !== now.start) return `${quoted(old)} became ${quoted(now)}`
  }
  return undefined
}

/** Tokens that no span cuts or covers. Both are sorted. */
function outside(tokens: readonly Token[], spans: readonly { start: number; end: number }[]): Token[] {
  let next = 0
  return tokens.filter(token => {
    while ((spans[next]?.end ?? Number.POSITIVE_INFINITY) <= token.start) next++
    const span = spans[next]
    return !span || span.start >= token.end
  })
}

function quoted(token: Token | undefined): string {
  return token ? `“${token.text.slice(0, 40)}”` : 'nothing'
}

export function inOrder(edits: readonly Edit[]): readonly Edit[] {
  return edits.toSorted((a, b) => a.start - b.start || a.end - b.end)
}

/** Where an offset outside the edits is after them; edits are sorted and do not overlap. */
export function moved(offset: number, edits: readonly Edit[]): number {
  let shift = 0
  for (const edit of edits) {
    if (edit.end > offset) break
    shift += edit.text.length - (edit.end - edit.start)
  }
  return offset + shift
}

/** Applies edits that are sorted and do not overlap; undefined when they do. */
function applied(text: string, edits: readonly Edit[]): string | undefined {
  let result = ''
  let from = 0
  for (const edit of edits) {
    if (edit.start < from) return undefined
    result += text.slice(from, edit.start) + edit.text
    from = edit.end
  }
  return result + text.slice(from)
}
