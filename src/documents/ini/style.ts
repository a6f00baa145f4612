import type { IniEntry, IniFile, IniSection } from './file.ts'
import { indentOf } from './file.ts'

/** `key = value`, spaced like the neighbours: the last key of the section, else the last of the file. */
export function keyAndSeparator(file: IniFile, section: IniSection | undefined, key: string): string {
  const sibling = lastEntry(section) ?? [...file.sections.values()].map(lastEntry).findLast(entry => entry)
  if (!sibling) return `${key} = `
  const { text } = file
  const separator = text.slice(sibling.separator.start, sibling.separator.end)
  const before = sibling.keySpan.end < sibling.separator.start ? ' ' : ''
  return `${key}${before}${separator}${spaceAfter(file, sibling) ? ' ' : ''}`
}

/** The white space before a new key: that of the section's last one, which a reader may compare it with. */
export function keyIndent(file: IniFile, section: IniSection | undefined): string {
  const line = lastEntry(section)?.line ?? section?.headers.at(-1)?.line
  return file.dialect === 'iniconfig' || line === undefined ? '' : indentText(file, line)
}

/** The white space before a further line of a value: that of its last one, else of the file's first such line. */
export function continuationIndent(file: IniFile, entry: IniEntry | undefined, keyDepth: string): string {
  const own = entry?.pieces.findLast(piece => piece.line !== entry.line && piece.start < piece.end)
  if (own) return indentText(file, own.line)
  const usual = file.lines.findIndex(
    line => line.part.kind === 'continuation' && line.start < line.content.start,
  )
  const indent = usual === -1 ? '' : indentText(file, usual)
  return indent.length > keyDepth.length ? indent : `${keyDepth}    `
}

export function indentText(file: IniFile, index: number): string {
  const start = file.lines[index]?.start ?? 0
  return file.text.slice(start, start + indentOf(file, index))
}

/** Where the first value of an empty key goes, and the space that is still missing before it. */
export function emptyValue(file: IniFile, entry: IniEntry): { at: number; space: string } {
  const at = entry.separator.end
  if (/[ \t]/.test(file.text.charAt(at))) return { at: at + 1, space: '' }
  return { at, space: entry.keySpan.end < entry.separator.start ? ' ' : '' }
}

function lastEntry(section: IniSection | undefined): IniEntry | undefined {
  return section && [...section.entries.values()].at(-1)
}

/** An empty value shows no space behind its separator: the space before it then stands for both. */
function spaceAfter(file: IniFile, entry: IniEntry): boolean {
  const { end } = entry.separator
  const line = file.lines[entry.line]
  if (line && line.content.end > end) return /[ \t]/.test(file.text.charAt(end))
  return entry.keySpan.end < entry.separator.start
}
