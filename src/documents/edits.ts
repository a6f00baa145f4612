import type { Edit } from '../model/document.ts'

/** The text after edits that do not overlap. Edits at the same offset keep their order. */
export function applied(text: string, edits: readonly Edit[]): string {
  let result = ''
  let from = 0
  for (const edit of edits.toSorted((a, b) => a.start - b.start)) {
    result += text.slice(from, edit.start) + edit.text
    from = edit.end
  }
  return result + text.slice(from)
}

/** The line end to write: the one of most lines, and of the first line where there are as many of each. */
export function lineEndOf(text: string): '\n' | '\r\n' {
  const windows = text.match(/\r\n/g)?.length ?? 0
  const unix = (text.match(/\n/g)?.length ?? 0) - windows
  if (windows !== unix) return windows > unix ? '\r\n' : '\n'
  return text[text.indexOf('\n') - 1] === '\r' ? '\r\n' : '\n'
}
