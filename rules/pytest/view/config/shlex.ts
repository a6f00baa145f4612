/** One word of a command line: its text without quotes, and where it stands, quotes included. */
export interface Word {
  readonly text: string
  /** UTF-16 offsets into the string that was split; `end` is exclusive. */
  readonly start: number
  readonly end: number
}

/**
 * Splits a string as Python's `shlex.split` does with its defaults (POSIX quoting, no comments), which is how
 * pytest reads `addopts` and PYTEST_ADDOPTS. Returns undefined where Python raises: an open quote, or a
 * backslash at the very end.
 */
export function splitWords(line: string): readonly Word[] | undefined {
  const words: Word[] = []
  let at = 0
  while (at < line.length) {
    if (isSpace(line.charAt(at))) {
      at += 1
      continue
    }
    const word = wordAt(line, at)
    if (!word) return undefined
    words.push(word)
    at = word.end
  }
  return words
}

/** `shlex` knows exactly these four as white space; others, such as a form feed, are part of a word. */
function isSpace(char: string): boolean {
  return char === ' ' || char === '\t' || char === '\r' || char === '\n'
}

/** The word that begins at an offset; undefined where Python raises. */
export function wordAt(line: string, start: number): Word | undefined {
  let text = ''
  let at = start
  while (at < line.length && !isSpace(line.charAt(at))) {
    const char = line.charAt(at)
    if (char === '\\') {
      if (at + 1 >= line.length) return undefined
      text += line.charAt(at + 1)
      at += 2
    } else if (char === "'" || char === '"') {
      const quoted = readQuoted(line, at)
      if (!quoted) return undefined
      text += quoted.text
      at = quoted.end
    } else {
      text += char
      at += 1
    }
  }
  return { text, start, end: at }
}

/** In double quotes a backslash escapes itself and the quote and stays before anything else; in single quotes never. */
function readQuoted(line: string, start: number): Word | undefined {
  const quote = line.charAt(start)
  let text = ''
  let at = start + 1
  while (at < line.length) {
    const char = line.charAt(at)
    if (char === quote) return { text, start, end: at + 1 }
    if (char === '\\' && quote === '"') {
      const next = line.charAt(at + 1)
      if (next === '') return undefined
      text += next === '"' || next === '\\' ? next : char + next
      at += 2
    } else {
      text += char
      at += 1
    }
  }
  return undefined
}
