import type { Location } from '../../model/finding.ts'
import { shownColumns } from './clip.ts'
import { codeBox } from './code.ts'
import { type Content, type Html, html } from './escape.ts'

/** Lines shown before and after what is marked. */
const AROUND = 2

/** Longer spans are marked from their beginning. */
const MARKED_AT_MOST = 6

/** The lines a finding points at, marked, with their numbers and some lines around them. */
export function codeFrame(lines: readonly string[], location: Location): Html | undefined {
  if (lines[location.line - 1] === undefined) return undefined
  const first = Math.max(1, location.line - AROUND)
  const lastMarked = Math.min(location.endLine, location.line + MARKED_AT_MOST - 1)
  const shown = lines.slice(first - 1, lastMarked + AROUND)
  const name = `${location.file}, line ${location.line}`
  const rows = shown.map((line, index) => frameLine(line, first + index, location, lastMarked))
  return codeBox('frame', name, rows, Math.max(...shown.map(line => line.length)))
}

function frameLine(line: string, number: number, location: Location, lastMarked: number): Content {
  const hit = number >= location.line && number <= lastMarked
  const marked = hit
    ? html`<span class="number hit">${number}</span>${markedLine(line, number, location)}`
    : undefined
  return marked
    ? html`${marked}\n`
    : html`<span class="number">${number}</span>${cut(line, 0, line.length, 0)}\n`
}

function markedLine(
  line: string,
  number: number,
  { line: first, column, endLine, endColumn }: Location,
): Html {
  const from = number === first ? column - 1 : line.search(/\S|$/)
  const to = number === endLine ? endColumn - 1 : line.length
  // Where something is missing, there is still a place to point at.
  const marked = to > from ? cut(line, from, to, from) : ' '
  return html`${cut(line, 0, from, from)}<mark>${marked}</mark>${cut(line, Math.max(from, to), line.length, from)}`
}

/** A part of a line, less what is cut off of a wide one. */
function cut(line: string, from: number, to: number, around: number): string {
  const [first, last] = shownColumns(line, around)
  const text = line.slice(Math.max(from, first), Math.max(first, Math.min(to, last)))
  return `${from === 0 && first > 0 ? '…' : ''}${text}${to === line.length && to > last ? '…' : ''}`
}
