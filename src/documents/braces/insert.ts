import { type Comments, type Edit, isRefusal, type Refusal } from '../../model/document.ts'
import { type Place, table, type Value } from '../../model/value.ts'
import { nameOfPlace } from '../expected.ts'
import { hasLineBreak, indentAt } from '../line-text.ts'
import { commentsBehind, hasComment, isLineComment, isMultiLine, type OwnedComment } from './comments.ts'
import { type Layout, startsLine } from './layout.ts'
import type { Notation } from './notation.ts'
import { type Room, render, renderEntry } from './render.ts'
import { type Container, type Item, itemAt, type Tree } from './tree.ts'

/** What an insertion needs to know about a file. */
export interface Source extends Layout {
  readonly text: string
  readonly tree: Tree
  readonly comments: readonly OwnedComment[]
  readonly notation: Notation
}

/** Adds a property or an array element with everything above it that is not there yet. */
export function insertAt(source: Source, at: Place, value: Value, comments?: Comments): Edit[] | Refusal {
  if (at.length === 0) return { refused: 'a whole file cannot be inserted' }
  const { container, depth } = deepest(source.tree, at)
  if (!container) return { refused: `${nameOfPlace(at.slice(0, depth))} holds a single value` }
  if (depth === at.length) return { refused: `${nameOfPlace(at)} is already there` }
  if (container.kind !== 'file') return insertInto(source, container, at.slice(depth), value, comments)
  const refusal = refusedComments(source, comments)
  const whole = wrap(at, value)
  return refusal ?? (isRefusal(whole) ? whole : newRoot(source, whole, comments))
}

/** Adds to one container; `steps` is the key or index there, and the way to the value below it. */
export function insertInto(
  source: Source,
  container: Container,
  steps: Place,
  value: Value,
  comments?: Comments,
): Edit[] | Refusal {
  const refusal = refusedComments(source, comments)
  if (refusal) return refusal
  const [step] = steps
  const whole = wrap(steps.slice(1), value)
  if (isRefusal(whole)) return whole
  if (container.kind === 'array' ? step !== container.items.length : typeof step !== 'string') {
    return { refused: `${nameOfPlace([...container.at, ...steps.slice(0, 1)])} cannot be added there` }
  }
  const last = container.items.at(-1)
  const addition: Addition = { source, container, step, value: whole, comments }
  return last ? behind(last, addition) : intoEmpty(addition)
}

function refusedComments(source: Source, comments: Comments | undefined): Refusal | undefined {
  if (comments?.inside) return { refused: 'comments inside a new value cannot be placed' }
  const bad = commentLines(comments).find(line => !/^(\/\/[^\r\n]*|\/\*(?:(?!\*\/)[^\r\n])*\*\/)$/.test(line))
  return bad === undefined ? undefined : { refused: `${bad} is not a comment in ${source.notation.name}` }
}

interface Addition {
  readonly source: Source
  readonly container: Container
  readonly step: string | number | undefined
  readonly value: Value
  readonly comments: Comments | undefined
}

/** The innermost container on the way to a place, and how many steps lead to it. */
function deepest(tree: Tree, at: Place): { container: Container | undefined; depth: number } {
  if (tree.file.items.length === 0) return { container: tree.file, depth: 0 }
  for (let depth = at.length; depth >= 0; depth--) {
    const item = itemAt(tree, at.slice(0, depth))
    if (!item) continue
    if (depth === at.length) return { container: item.parent, depth }
    return { container: item.node.kind === 'scalar' ? undefined : item.node, depth }
  }
  return { container: undefined, depth: 0 }
}

/** The value with new tables and arrays around it. */
function wrap(steps: Place, value: Value): Value | Refusal {
  let whole = value
  for (const step of steps.toReversed()) {
    if (typeof step === 'string') whole = table([[step, whole]])
    else if (step === 0) whole = [whole]
    else return { refused: `there is no array for a new element ${step}` }
  }
  return whole
}

/** Into a file that is blank or holds comments only. */
function newRoot(source: Source, value: Value, comments: Comments | undefined): Edit[] | Refusal {
  if (commentLines(comments).length > 0)
    return { refused: 'comments cannot be placed in a file without content' }
  const text = render(value, { ...source, indent: '', oneLine: false, afterColon: ' ' })
  if (isRefusal(text)) return text
  const end = source.text.length
  const fresh = /(^|[\r\n])\uFEFF?$/.test(source.text)
  return [{ start: end, end, text: (fresh ? '' : source.eol) + text + source.eol }]
}

function behind(last: Item, addition: Addition): Edit[] | Refusal {
  const { source, container } = addition
  const tail = commentsBehind(source.comments, last)
  const ownLine = startsLine(source.text, last)
  const afterComma = last.comma !== undefined && tail.some(comment => comment.start > (last.comma ?? 0))
  const crowded = afterComma || tail.some(comment => isLineComment(comment) || isMultiLine(comment))
  const oneLine = !ownLine && !crowded && commentLines(addition.comments).length === 0
  const indent = ownLine
    ? indentAt(source.text, last.start)
    : indentAt(source.text, container.start) + source.unit
  const item = itemText(addition, {
    ...source,
    indent,
    oneLine: !ownLine,
    afterColon: afterColonOf(source, last),
  })
  if (isRefusal(item)) return item
  const tailEnd = tail.at(-1)?.end ?? last.end
  const end = Math.max(tailEnd, (last.comma ?? -1) + 1)
  const comma = last.comma === undefined ? [] : [',']
  if (oneLine) {
    const gap = gapBetweenItems(source, container)
    const text = last.comma === undefined ? `,${gap}${item.text}` : `${gap}${item.text},`
    return [{ start: end, end, text }]
  }
  const text = [...item.above, item.text + comma.join('') + item.beside]
    .map(line => source.eol + indent + line)
    .join('')
  const close = container.end - 1
  const addedLines = hasLineBreak(source.text, end, close)
    ? { start: end, end, text }
    : { start: end, end: close, text: text + source.eol + indentAt(source.text, container.start) }
  if (last.comma !== undefined) return [addedLines]
  if (end === last.end) return [{ ...addedLines, text: `,${addedLines.text}` }]
  return [{ start: last.end, end: last.end, text: ',' }, addedLines]
}

function intoEmpty(addition: Addition): Edit[] | Refusal {
  const { source, container } = addition
  const inner = { start: container.start + 1, end: container.end - 1 }
  const commented = hasComment(source.comments, inner.start, inner.end)
  const spread =
    commented ||
    hasLineBreak(source.text, inner.start, inner.end) ||
    commentLines(addition.comments).length > 0
  const oneLine = !spread && (container.kind === 'array' || !onOwnLine(source, container))
  const outer = indentAt(source.text, container.start)
  const indent = oneLine ? outer : outer + source.unit
  const item = itemText(addition, { ...source, indent, oneLine, afterColon: ' ' })
  if (isRefusal(item)) return item
  if (oneLine) {
    const pad = container.kind === 'object' ? ' ' : ''
    return [{ ...inner, text: pad + item.text + pad }]
  }
  const text = [...item.above, item.text + item.beside].map(line => source.eol + indent + line).join('')
  if (!commented) return [{ ...inner, text: text + source.eol + outer }]
  const heading = headingEnd(source, container)
  const rest = hasLineBreak(source.text, heading, inner.end) ? '' : source.eol + outer
  return [{ start: heading, end: rest ? inner.end : heading, text: text + rest }]
}

/** Where the comments end that stand on the line of an opening bracket. */
function headingEnd(source: Source, container: Container): number {
  let end = container.start + 1
  for (const comment of source.comments) {
    if (comment.start < end || comment.end >= container.end) continue
    if (hasLineBreak(source.text, end, comment.start)) break
    end = comment.end
  }
  return end
}

/** Whether the object that holds a container is written over several lines. */
function onOwnLine(source: Source, container: Container): boolean {
  const { holder } = container
  const owner = holder?.items.find(item => item.node === container)
  return !owner || holder?.kind === 'file' || startsLine(source.text, owner)
}

interface ItemText {
  readonly above: readonly string[]
  readonly text: string
  readonly beside: string
}

function itemText({ step, value, comments, container }: Addition, room: Room): ItemText | Refusal {
  const text = container.kind === 'object' ? renderEntry(String(step), value, room) : render(value, room)
  if (isRefusal(text)) return text
  return { text, above: comments?.above ?? [], beside: comments?.beside ? ` ${comments.beside}` : '' }
}

function commentLines(comments: Comments | undefined): readonly string[] {
  return [...(comments?.above ?? []), ...(comments?.beside ? [comments.beside] : [])]
}

function afterColonOf(source: Source, item: Item): string {
  if (!item.keySpan) return ' '
  const between = source.text.slice(item.keySpan.end, item.node.start)
  return between.endsWith(':') ? '' : ' '
}

/** What stands between two items on one line: a space, unless the file does without. */
function gapBetweenItems(source: Source, container: Container): string {
  const last = container.items.at(-1)
  const previous = container.items.at(-2)
  if (previous?.comma !== undefined) return last?.start === previous.comma + 1 ? '' : ' '
  return last ? afterColonOf(source, last) : ' '
}
