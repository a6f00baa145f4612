import type { Edit } from '../model/document.ts'
import type { IniFile } from './ini-file.ts'

/**
 * Removes whole lines, by index in ascending order. A last line without a line end takes that of the line
 * above with it, so that a missing final line end stays missing.
 */
export function removeLines(file: IniFile, indexes: readonly number[]): Edit[] {
  const edits: Edit[] = []
  for (const [from, to] of runs(indexes)) {
    const first = file.lines[from]
    const last = file.lines[to]
    if (!first || !last) continue
    const above = file.lines[from - 1]
    const unended = last.end === last.next && above
    edits.push({ start: unended ? above.end : first.start, end: last.next, text: '' })
  }
  return edits
}

/** 3, 4, 5, 8 are the runs 3 to 5 and 8 to 8. */
function runs(indexes: readonly number[]): [number, number][] {
  const result: [number, number][] = []
  for (const index of indexes) {
    const open = result.at(-1)
    if (open && open[1] === index - 1) open[1] = index
    else result.push([index, index])
  }
  return result
}
