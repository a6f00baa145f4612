import type { Location } from '../model/finding.ts'
import { type Paint, printable } from './style.ts'

/** The line a finding points at, with a marker below; longer spans are marked to the end of their first line. */
export function codeFrame(text: string, location: Location, paint: Paint): string[] {
  const line = linesOf(text)[location.line - 1]
  if (line === undefined || line.length > MAX_WIDTH) return []
  const end = location.endLine === location.line ? location.endColumn : line.length + 1
  const before = oneLine(line.slice(0, location.column - 1))
  const marked = oneLine(line.slice(location.column - 1, end - 1))
  const number = String(location.line)
  const gutter = ' '.repeat(number.length)
  return [
    paint('dim', `${gutter} |`),
    `${paint('dim', `${number} |`)} ${oneLine(line)}`,
    `${paint('dim', `${gutter} |`)} ${' '.repeat(before.length)}${paint('yellow', '^'.repeat(Math.max(1, marked.length)))}`,
  ]
}

/** As locations count them: a byte order mark is no column. */
export function linesOf(text: string): readonly string[] {
  return text.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/)
}

/** Minified files would fill the screen. */
const MAX_WIDTH = 300

/** As it is shown: a tab takes one column, and a control character as many as its escape. */
function oneLine(text: string): string {
  return printable(text.replaceAll('\t', ' '))
}
