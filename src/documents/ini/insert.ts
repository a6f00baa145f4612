import type { Comments, Edit } from '../../model/document.ts'
import type { Table } from '../../model/value.ts'
import { lineEndOf } from '../line-end.ts'
import type { IniFile, IniSection } from './file.ts'
import { lastOwnLineOf } from './file.ts'
import { continuationIndent, keyAndSeparator, keyIndent } from './style.ts'

/** Writes a key below the last one of its section, before whatever leads over to the next section. */
export function insertKey(
  file: IniFile,
  section: IniSection,
  added: { key: string; value: string; comments: Comments | undefined },
): Edit[] {
  const last = [...section.entries.values()].at(-1)
  const index = last ? lastOwnLineOf(file, last) : section.headers.at(-1)?.line
  const end = index === undefined ? undefined : file.lines[index]?.end
  const lines = keyLines(file, section, added)
  const lineEnd = lineEndOf(file.text)
  const at = end ?? file.text.length
  return [{ start: at, end: at, text: lines.map(line => lineEnd + line).join('') }]
}

/** Writes a section at the end of the file, with a blank line before it. */
export function insertSection(
  file: IniFile,
  name: string,
  keys: Table,
  comments: Comments | undefined,
): Edit[] {
  const lineEnd = lineEndOf(file.text)
  const lines = [...commentLines(comments), `[${name}]`]
  for (const [key, value] of Object.entries(keys)) {
    const inside = Object.hasOwn(comments?.inside ?? {}, key) ? comments?.inside?.[key] : undefined
    lines.push(...keyLines(file, undefined, { key, value: String(value), comments: inside }))
  }
  const block = lines.join(lineEnd)
  const at = file.text.length
  const last = file.lines.at(-1)
  if (!last) return [{ start: at, end: at, text: block + lineEnd }]
  const ended = last.end < last.next
  const gap = last.part.kind === 'blank' ? '' : lineEnd
  return [{ start: at, end: at, text: ended ? gap + block + lineEnd : lineEnd + gap + block }]
}

/** A value of several lines starts below its key, unless the reader would then see a line more. */
function keyLines(
  file: IniFile,
  section: IniSection | undefined,
  added: { key: string; value: string; comments: Comments | undefined },
): string[] {
  const indent = keyIndent(file, section)
  const start = indent + keyAndSeparator(file, section, added.key)
  const lines = added.value.split('\n')
  const above = commentLines(added.comments).map(line => indent + line)
  const deeper = continuationIndent(file, undefined, indent)
  const below = lines.length > 1 && file.dialect === 'iniconfig'
  const first = below ? start.trimEnd() : (start + lines[0]).trimEnd()
  return [...above, first, ...(below ? lines : lines.slice(1)).map(line => deeper + line)]
}

/** In pytest's dialect a comment beside a value would be part of it: it goes above. */
function commentLines(comments: Comments | undefined): string[] {
  return [...(comments?.above ?? []), ...(comments?.beside === undefined ? [] : [comments.beside])]
}
