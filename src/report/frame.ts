import type { Location } from '../model/finding.ts'
import { type Paint, printable } from './style.ts'

/** The line a finding points at, with a marker below; longer spans are marked to the end of their first line. */
export function codeFrame(text: string, location: Location, paint: Paint): string[] {
  const lines = text.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/)
  const line = lines[location.line - 1]
  if (line === undefined || line.length > MAX_WIDTH) return []
  const shown = printable(line.replaceAll('\t', ' '))
  const end = location.endLine === location.line ? location.endColumn : line.length + 1
  const width = Math.max(1, Math.min(end, line.length + 1) - location.column)
  const number = String(location.line)
  const gutter = ' '.repeat(number.length)
  return [
    paint('dim', `${gutter} |`),
    `${paint('dim', `${number} |`)} ${shown}`,
    `${paint('dim', `${gutter} |`)} ${' '.repeat(location.column - 1)}${paint('yellow', '^'.repeat(width))}`,
  ]
}

/** Minified files would fill the screen. */
const MAX_WIDTH = 300
