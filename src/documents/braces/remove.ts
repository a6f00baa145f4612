import type { Edit, Refusal, Span } from '../../model/document.ts'
import { nameOfPlace } from '../expected.ts'
import { lineStart } from '../line-text.ts'
import type { OwnedComment } from './comments.ts'
import type { Item } from './tree.ts'

/** Takes an item out with the comments that belong to it; everything else stays where it is. */
export function removeItem(text: string, comments: readonly OwnedComment[], item: Item): Edit[] {
  const { items } = item.parent
  const own = comments.filter(comment => comment.owner === item)
  const staying = comments.filter(
    comment => inside(comment, item.parent) && !inside(comment, item) && !own.includes(comment),
  )
  if (items.length === 1 && staying.length === 0) {
    return [{ start: item.parent.start + 1, end: item.parent.end - 1, text: '' }]
  }
  const cuts: Span[] = [item, ...own.filter(comment => !inside(comment, item))]
  if (item.comma !== undefined) cuts.push({ start: item.comma, end: item.comma + 1 })
  const previous = items[items.indexOf(item) - 1]
  const danglingComma = items.at(-1) === item && item.comma === undefined ? previous?.comma : undefined
  if (danglingComma !== undefined) cuts.push({ start: danglingComma, end: danglingComma + 1 })
  const edits = merged(text, cuts).map(cut => {
    const onlyComma = cut.start === danglingComma && cut.end === danglingComma + 1
    return onlyComma ? cut : widened(text, cut)
  })
  return merged('', edits).map(edit => ({ ...edit, text: '' }))
}

/** An item whose name another one has too is neither taken out nor renamed. */
export function refusedTwin({ at, parent }: Item): Refusal | undefined {
  const twins = parent.items.filter(other => other.at.at(-1) === at.at(-1))
  if (twins.length === 1) return undefined
  return { refused: `${nameOfPlace(at)} is written ${twins.length} times; an earlier one would come to life` }
}

function inside(comment: Span, outer: Span): boolean {
  return comment.start >= outer.start && comment.end <= outer.end
}

/** Joins spans that have nothing but blanks of one line of the text between them. */
function merged(text: string, cuts: readonly Span[]): readonly Span[] {
  const joined: { start: number; end: number }[] = []
  for (const { start, end } of [...cuts].sort((a, b) => a.start - b.start)) {
    const last = joined.at(-1)
    if (last && (start <= last.end || isBlank(text.slice(last.end, start)))) last.end = end
    else joined.push({ start, end })
  }
  return joined
}

function isBlank(text: string): boolean {
  return /^[ \t]+$/.test(text)
}

/** Whole lines where nothing else is on them; else the blanks that would be left over on one side. */
function widened(text: string, cut: Span): Span {
  const from = lineStart(text, cut.start)
  const before = /(?<![ \t])[ \t]+$/.exec(text.slice(from, cut.start))?.[0] ?? ''
  const after = /^[ \t]*/.exec(text.slice(cut.end))?.[0] ?? ''
  const lineBreak = /^(\r\n|\n|\r)/.exec(text.slice(cut.end + after.length, cut.end + after.length + 2))?.[0]
  const aloneBefore = from === cut.start - before.length
  if (aloneBefore && lineBreak) return { start: from, end: cut.end + after.length + lineBreak.length }
  if (lineBreak) return { start: cut.start - before.length, end: cut.end }
  const closes = /[\]}]/.test(text[cut.end + after.length] ?? '')
  if (closes && text[cut.start] === ',') return cut
  return { start: cut.start, end: cut.end + after.length }
}
