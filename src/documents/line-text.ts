/** The white space at the start of the line on which an offset lies. */
export function indentAt(text: string, offset: number): string {
  const start = lineStart(text, offset)
  return /^[ \t]*/.exec(text.slice(start, offset))?.[0] ?? ''
}

/** Where the line of an offset starts, behind a byte order mark. */
export function lineStart(text: string, offset: number): number {
  let from = offset
  while (from > 0 && text[from - 1] !== '\n' && text[from - 1] !== '\r') from--
  return from === 0 && text.startsWith('\uFEFF') ? Math.min(1, offset) : from
}

export function hasLineBreak(text: string, start: number, end: number): boolean {
  return /[\r\n]/.test(text.slice(start, end))
}

/** The end of a stretch of text without the blanks and line breaks at its end. */
export function trimmedEnd(text: string, start: number, end: number): number {
  let at = end
  while (at > start && /[ \t\r\n]/.test(text.charAt(at - 1))) at--
  return at
}
