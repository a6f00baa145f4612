/** A part of a multi-line tox value. `text` has the length of the part, so that offsets stay true. */
export interface ToxLine {
  readonly text: string
  readonly start: number
}

/**
 * The commands of a `commands` value: lines joined where they end in a backslash, without comments, without
 * the `-` and `!` before a command and the factors (`py311: …`) before that. What `{posargs:…}` holds is what runs
 * when tox gets no arguments, so only its braces are blanked out.
 */
export function logicalLines(value: string): readonly ToxLine[] {
  const lines: ToxLine[] = []
  let start = 0
  for (const physical of value.replaceAll('\\\n', '  ').split('\n')) {
    lines.push({ text: physical, start })
    start += physical.length + 1
  }
  return lines
    .filter(line => !/^\s*#/.test(line.text))
    .map(line => ({ ...line, text: withoutDefaults(withoutPrefix(line.text)) }))
}

/** The variables of a `setenv` value: name and where its value stands. */
export function environmentLines(value: string): readonly { name: string; start: number; end: number }[] {
  const found: { name: string; start: number; end: number }[] = []
  let start = 0
  for (const line of value.split('\n')) {
    const assignment = /^\s*(?:[\w.,!{}-]+:\s+)?(\w+)\s*=\s*/.exec(line)
    if (assignment) {
      const [all, name = ''] = assignment
      found.push({ name, start: start + all.length, end: start + line.length })
    }
    start += line.length + 1
  }
  return found
}

function withoutPrefix(line: string): string {
  return line.replace(/^(\s*[\w.,!{}-]+:(?=\s))?(\s*[-!]+(?=\s|\w))?/, blank)
}

function withoutDefaults(line: string): string {
  return line.replace(/(\{posargs:)([^{}]*)(\})/g, (_all, open: string, inside: string, close: string) => {
    return blank(open) + inside + blank(close)
  })
}

function blank(text: string): string {
  return ' '.repeat(text.length)
}
