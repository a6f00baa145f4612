import type { Edit } from '../../model/document.ts'
import type { IniFile, IniLine } from './file.ts'

/**
 * Removes whole lines, by index in ascending order. A last line without a line end takes that of the line
 * above with it, and blank lines between, so that a missing final line end stays missing.
 */
export function removeLines(file: IniFile, indexes: readonly number[]): Edit[] {
  const edits: Edit[] = []
  for (const [from, to] of runs(file, indexes)) {
    const first = file.lines[from]
    const last = file.lines[to]
    if (!first || !last) continue
    const unended = last.end === last.next ? textAbove(file, from) : undefined
    edits.push({ start: unended?.end ?? first.start, end: last.next, text: '' })
  }
  return edits
}

function textAbove(file: IniFile, index: number): IniLine | undefined {
  return file.lines.slice(0, index).findLast(line => line.part.kind !== 'blank')
}

/** 3, 4, 5, 8 are the runs 3 to 5 and 8 to 8; when 6 and 7 are blank lines, 3 to 8. */
function runs(file: IniFile, indexes: readonly number[]): [number, number][] {
  const result: [number, number][] = []
  for (const index of indexes) {
    const open = result.at(-1)
    const between = open ? file.lines.slice(open[1] + 1, index) : []
    if (open && between.every(line => line.part.kind === 'blank')) open[1] = index
    else result.push([index, index])
  }
  return result
}
