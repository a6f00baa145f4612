import type { Edit, Span } from '../../model/document.ts'
import type { Lines } from './lines.ts'

/** Brackets with elements and commas between them: an array or an inline table. */
export interface Brackets {
  readonly span: Span
  readonly elements: readonly Span[]
}

/** Adds an element at the end, in the style of the ones before it; comments stay where they are. */
export function insertElement(
  lines: Lines,
  brackets: Brackets,
  element: string,
  padding: string,
): readonly Edit[] {
  const last = brackets.elements.at(-1)
  if (!last) return [insertFirst(lines, brackets, element, padding)]
  const closing = brackets.span.end - 1
  const comma = commaAfter(lines, last.end, closing)
  const behind = comma ?? last.end
  const lineEnd = lines.end(behind)
  if (lineEnd > closing) {
    return [insertion(behind, comma === undefined ? `, ${element}` : ` ${element},`)]
  }
  const line = `${lines.indent(last.start)}${element}${comma === undefined ? '' : ','}${lines.eol}`
  return comma === undefined
    ? [insertion(last.end, ','), insertion(lineEnd, line)]
    : [insertion(lineEnd, line)]
}

/** Removes one element with its comma; if it has lines of its own, with the comments above and beside it. */
export function removeElement(lines: Lines, brackets: Brackets, index: number): readonly Edit[] {
  const element = brackets.elements[index]
  if (!element) return []
  const closing = brackets.span.end - 1
  const previous = brackets.elements[index - 1]
  const next = brackets.elements[index + 1]
  const comma = commaAfter(lines, element.end, closing)
  const behind = comma ?? element.end
  const own = lines.ownLines({ start: element.start, end: behind })
  const orphaned = previous && !next && comma === undefined ? commaBefore(lines, previous, element.start) : []
  if (own) return [...orphaned, removal({ start: lines.withCommentsAbove(own.start), end: own.end })]
  if (next && comma !== undefined && onlySpace(lines, comma, next.start)) {
    return [removal({ start: element.start, end: next.start })]
  }
  const before = previous
    ? (commaAfter(lines, previous.end, closing) ?? previous.end)
    : brackets.span.start + 1
  const from = onlySpace(lines, before, element.start) ? before : element.start
  if (orphaned.length > 0 && from === before) return [removal({ start: before - 1, end: behind })]
  return [...orphaned, removal({ start: from, end: behind })]
}

function insertFirst(lines: Lines, { span }: Brackets, element: string, padding: string): Edit {
  const opening = span.start + 1
  const lineEnd = lines.end(opening)
  if (lineEnd >= span.end) {
    const inner = lines.text.slice(opening, span.end - 1)
    return {
      start: opening,
      end: span.end - 1,
      text: inner === '' ? padding + element + padding : ` ${element} `,
    }
  }
  const unit = lines.indentUnit()
  return insertion(lineEnd, `${lines.indent(lines.contentStart(span.start))}${unit}${element},${lines.eol}`)
}

function commaBefore(lines: Lines, previous: Span, limit: number): readonly Edit[] {
  const comma = commaAfter(lines, previous.end, limit)
  return comma === undefined ? [] : [removal({ start: comma - 1, end: comma })]
}

/** The offset behind the next comma, with only white space and comments before it. */
function commaAfter(lines: Lines, from: number, limit: number): number | undefined {
  for (let at = from; at < limit; at++) {
    const character = lines.text[at]
    if (character === ',') return at + 1
    if (character === '#') at = lines.end(at) - 1
    else if (character?.trim() !== '') return undefined
  }
  return undefined
}

function onlySpace(lines: Lines, start: number, end: number): boolean {
  return /^[ \t]*$/.test(lines.text.slice(start, end))
}

function insertion(at: number, text: string): Edit {
  return { start: at, end: at, text }
}

function removal(span: Span): Edit {
  return { ...span, text: '' }
}
