/** 1-based, columns in UTF-16 units, the byte order mark not counted. */
export interface Position {
  readonly line: number
  readonly column: number
}

/** Where an offset of a text is, which counts UTF-16 units with the byte order mark. */
export function positionAt(text: string, offset: number): Position {
  const starts = lineStartsOf(text)
  let low = 0
  let high = starts.length - 1
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if ((starts[middle] ?? 0) <= offset) low = middle
    else high = middle - 1
  }
  const start = starts[low] ?? 0
  const mark = low === 0 && text.startsWith('\uFEFF') ? 1 : 0
  return { line: low + 1, column: Math.max(1, offset - start - mark + 1) }
}

let lastText: string | undefined
let lastStarts: readonly number[] = [0]

/** Remembers the last text only: findings of one file come one after the other. */
function lineStartsOf(text: string): readonly number[] {
  if (text === lastText) return lastStarts
  const starts = [0]
  for (const match of text.matchAll(/\r\n|\n|\r/g)) starts.push(match.index + match[0].length)
  lastText = text
  lastStarts = starts
  return starts
}
