/** The line end to write: the one of most lines, and of the first line where there are as many of each. */
export function lineEndOf(text: string): '\n' | '\r\n' {
  const windows = text.match(/\r\n/g)?.length ?? 0
  const unix = (text.match(/\n/g)?.length ?? 0) - windows
  if (windows !== unix) return windows > unix ? '\r\n' : '\n'
  return text[text.indexOf('\n') - 1] === '\r' ? '\r\n' : '\n'
}
