import type { Edit, Op, Refusal, Span } from '../../model/document.ts'
import { isRefusal } from '../../model/document.ts'
import { isTable, type Place, type Value, valueAt } from '../../model/value.ts'
import { expectedValue } from '../expected.ts'
import type { File } from './file.ts'
import type { Lines } from './lines.ts'
import { type Brackets, removeElement } from './lists.ts'
import type { Braces, Entry, Section } from './syntax.ts'
import { type Node, nodeAt, type Owned } from './tree.ts'

/** Removes a key, a table with everything in it, or an array element, with its own comments. */
export function removeAt({ syntax, root, lines }: File, at: Place): readonly Edit[] | Refusal {
  const node = nodeAt(root, at)
  if (!node || at.length === 0) return { refused: 'there is nothing to remove' }
  const parent = nodeAt(root, at.slice(0, -1))
  if (parent?.kind === 'array' && parent.list) {
    const brackets = { span: parent.list.span, elements: parent.list.items.map(item => item.span) }
    return removeElement(lines, brackets, Number(at.at(-1)))
  }
  const entries = entriesOf(node)
  const [first] = entries
  if (first?.owner.kind === 'braces') {
    if (entries.length > 1) return { refused: 'it is spread over several entries of an inline table' }
    return removeElement(lines, bracketsOf(first.owner), first.owner.entries.indexOf(first.entry))
  }
  const spans = entries.map(({ entry }) => linesOfEntry(lines, entry))
  for (const [index, section] of syntax.sections.entries()) {
    if (section.header && isWithin(section.place, at)) {
      spans.push(linesOfSection(lines, section, section.header, syntax.sections[index + 1]))
    }
  }
  return joined(lines, spans).map(span => lines.removeLines(span))
}

/**
 * Tables that only removed ones made are gone with them: with `[a.b]`, the last of `a`, goes `a`. The
 * operations that say so.
 */
export function withVanished(before: Value, after: Value, ops: readonly Op[]): readonly Op[] {
  const vanished: Op[] = []
  for (const op of ops) {
    if (op.op !== 'remove') continue
    for (let at = op.at.slice(0, -1); at.length > 0; at = at.slice(0, -1)) {
      const expected = expectedValue(before, [...ops, ...vanished])
      if (isRefusal(expected) || valueAt(after, at) !== undefined || !isEmpty(valueAt(expected, at))) break
      vanished.push({ op: 'remove', at })
    }
  }
  return [...ops, ...vanished]
}

/** Whether a place is another or below it. */
export function isWithin(place: Place, outer: Place): boolean {
  return outer.every((step, index) => place[index] === step)
}

export function bracketsOf(braces: Braces): Brackets {
  return { span: braces.span, elements: braces.entries.map(entry => entry.span) }
}

/** The entries that make a node: its own, or every `a.b = …` that makes `a`. */
export function entriesOf(node: Node): readonly Owned[] {
  if (node.own) return [node.own]
  if (node.kind !== 'table' || node.form.by !== 'dots') return []
  const { owner, depth } = node.form
  const names = node.at.slice(-depth)
  return owner.entries
    .filter(entry =>
      names.every((name, index) => entry.keys[index]?.name === name && entry.keys.length > depth),
    )
    .map(entry => ({ entry, owner }))
}

function isEmpty(value: Value | undefined): boolean {
  if (Array.isArray(value)) return value.length === 0
  return isTable(value) && Object.keys(value).length === 0
}

function linesOfEntry(lines: Lines, entry: Entry): Span {
  return { start: lines.withCommentsAbove(lines.start(entry.span.start)), end: lines.end(entry.span.end) }
}

function linesOfSection(lines: Lines, section: Section, header: Span, next: Section | undefined): Span {
  return {
    start: lines.withCommentsAbove(lines.start(header.start)),
    end: lines.sectionEnd(section, next),
  }
}

/** Spans with nothing but blank lines between them become one. */
function joined(lines: Lines, spans: readonly Span[]): readonly Span[] {
  const result: Span[] = []
  for (const span of spans.toSorted((a, b) => a.start - b.start)) {
    const last = result.at(-1)
    if (last && lines.text.slice(last.end, span.start).trim() === '') {
      result[result.length - 1] = { start: last.start, end: span.end }
    } else result.push(span)
  }
  return result
}
