import type { Edit, Span } from '../../model/document.ts'
import type { Place } from '../../model/value.ts'
import type { File } from './file.ts'
import { isWithin } from './remove.ts'
import type { Entry, Section } from './syntax.ts'

/** Puts the lines of an entry behind another one, or first into its section. */
export function insertEntry(
  file: File,
  section: Section,
  after: Entry | undefined,
  entry: readonly string[],
): Edit {
  const { lines } = file
  const neighbour = after?.span ?? section.header
  if (!neighbour) return insertFirst(file, entry)
  const indent = lines.indent(neighbour.start)
  return lines.insertLines(
    lines.end(neighbour.end),
    entry.map(line => indent + line),
  )
}

/** How a section writes its equals signs: ` = `, or `=` where its last entry does. */
export function separatorOf({ lines }: File, section: Section): string {
  const last = section.entries.at(-1)
  const key = last?.keys.at(-1)
  return last && key && last.item.span.start - key.span.end === 1
    ? lines.text.slice(key.span.end, last.item.span.start)
    : ' = '
}

/** Puts a block with a header behind the last section at or below a place; for the root, at the end. */
export function appendBlock({ syntax, lines }: File, below: Place, block: readonly string[]): Edit {
  const index = syntax.sections.findLastIndex(section => section.header && isWithin(section.place, below))
  const last = syntax.sections[index]
  const atEnd = below.length === 0 || !last
  return insertApart(
    lines,
    atEnd ? lines.text.length : lines.sectionEnd(last, syntax.sections[index + 1]),
    block,
  )
}

/** Puts a block with a header above another header and the comments right above that. */
export function insertBlockBefore({ lines }: File, header: Span, block: readonly string[]): Edit {
  return insertApart(lines, lines.withCommentsAbove(lines.start(header.start)), block)
}

/** The first entry of the root: at the top, behind a comment that stands apart there. */
function insertFirst({ lines }: File, entry: readonly string[]): Edit {
  let end = lines.top
  while (lines.isComment(end)) end = lines.end(end)
  if (end === lines.text.length) return insertApart(lines, end, entry)
  if (end === lines.top || !lines.isBlank(end)) return insertApart(lines, lines.top, entry)
  return insertApart(lines, lines.end(end), entry)
}

/** Whole lines with blank lines around them. */
function insertApart(lines: File['lines'], at: number, block: readonly string[]): Edit {
  const isFirst = at === lines.top
  const before = isFirst || lines.isBlank(lines.start(at - 1)) ? [] : ['']
  const after = at === lines.text.length || lines.isBlank(at) ? [] : ['']
  return lines.insertLines(at, [...before, ...block, ...after])
}
