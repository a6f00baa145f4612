import type { Comment } from '../../model/document.ts'
import { nameOfPlace } from '../expected.ts'
import type { IniEntry, IniFile, IniSection } from './file.ts'
import { lastLineOf, lastOwnLineOf } from './file.ts'

/**
 * The comments of a file with what they belong to. Lines of a value are named by their number, since a fix
 * changes their text; a comment with a blank line between it and the next header ends its own section, since
 * a section that is added at the end of the file must not take it over.
 */
export function commentsIn(file: IniFile): Comment[] {
  const sections = sectionsByLine(file)
  const owners = ownersByLine(file)
  const comments: Comment[] = []
  let below: Below = { name: undefined, header: false, apart: false }
  for (const [index, line] of [...file.lines.entries()].reverse()) {
    const { part } = line
    if (part.kind === 'blank') below = { ...below, apart: true }
    if (part.kind === 'header' && part.comment)
      comments.push(comment(file, part.comment, headerName(part.section)))
    if (part.kind === 'header') below = { name: headerName(part.section), header: true, apart: false }
    if (part.kind === 'key') below = { name: entryName(part.entry), header: false, apart: false }
    if (part.kind === 'continuation') {
      below = { name: `${entryName(part.entry)} line ${part.index + 1}`, header: false, apart: false }
    }
    if (part.kind !== 'comment') continue
    const owner = owners.get(index)
    const anchor = owner ? `end of ${entryName(owner)}` : (belongsTo(below) ?? endOf(sections[index]))
    comments.push(comment(file, line.content, anchor ?? below.name ?? 'the end of the file'))
  }
  return comments.reverse()
}

/**
 * The first of the comment lines right above a line, with no blank line between: what goes when the line
 * goes. Comments that belong to the value above stay.
 */
export function firstLineAbove(file: IniFile, index: number): number {
  const owners = ownersByLine(file)
  let first = index
  while (file.lines[first - 1]?.part.kind === 'comment' && !owners.has(first - 1)) first--
  return first
}

/** What stands below a line: its name, and whether a blank line is between. */
interface Below {
  readonly name: string | undefined
  readonly header: boolean
  readonly apart: boolean
}

function belongsTo(below: Below): string | undefined {
  return below.header && below.apart ? undefined : below.name
}

function endOf(section: IniSection | undefined): string | undefined {
  return section && `end of ${headerName(section)}`
}

function comment(file: IniFile, { start, end }: { start: number; end: number }, anchor: string): Comment {
  return { start, end, text: file.text.slice(start, end), anchor }
}

function headerName(section: IniSection): string {
  return `[${nameOfPlace([section.name])}]`
}

function entryName(entry: IniEntry): string {
  return nameOfPlace([entry.section.name, entry.key])
}

function sectionsByLine(file: IniFile): (IniSection | undefined)[] {
  let section: IniSection | undefined
  return file.lines.map(({ part }) => {
    if (part.kind === 'header') section = part.section
    return section
  })
}

/** The comment lines that belong to the value above them. */
function ownersByLine(file: IniFile): Map<number, IniEntry> {
  const owners = new Map<number, IniEntry>()
  for (const { part } of file.lines) {
    if (part.kind !== 'key') continue
    const last = lastOwnLineOf(file, part.entry)
    for (let index = lastLineOf(part.entry) + 1; index <= last; index++) owners.set(index, part.entry)
  }
  return owners
}
