/** Wider lines belong to minified files: they would make a page of megabytes. */
const MAX_WIDTH = 300

/** How much of a wide line is kept before what is marked in it. */
const BEFORE = 60

/** The columns of a line that are shown, 0-based: all of them, or those around `column`. */
export function shownColumns(line: string, column = 0): readonly [from: number, to: number] {
  if (line.length <= MAX_WIDTH) return [0, line.length]
  const from = Math.max(0, Math.min(column - BEFORE, line.length - MAX_WIDTH))
  return [from, Math.min(line.length, from + MAX_WIDTH)]
}

/** The beginning of a line, and a sign that there is more of it. */
export function clipped(line: string): string {
  const [, to] = shownColumns(line)
  return to < line.length ? `${line.slice(0, to)}…` : line
}
