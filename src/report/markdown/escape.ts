import { printableLines } from '../style.ts'

/**
 * Text as it is, on one line: no markup, no markup of HTML, no mention of a person and no reference to an issue comes of
 * it. Addresses stay links, which show where they lead. Not for the beginning of a line, where more has a meaning.
 */
export function inline(text: string): string {
  return oneLine(text)
    .split(ADDRESS)
    .map((part, index) => (index % 2 === 1 ? `<${part}>` : escaped(part)))
    .join('')
}

/** A name or a value, as code on one line. */
export function code(text: string): string {
  const line = oneLine(text)
  const fence = '`'.repeat(longestRun(line) + 1)
  const space = /^`|`$|^ .* $/.test(line) ? ' ' : ''
  return `${fence}${space}${line || ' '}${space}${fence}`
}

/** Markdown in a cell of a table, where a bar ends it whatever stands around the bar. */
export function cell(markdown: string): string {
  return markdown.replace(/(?<!\\)\|/g, '\\|')
}

/** A name as code, where HTML stands around it. */
export function htmlCode(text: string): string {
  const line = oneLine(text).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
  return `<code>${line}</code>`
}

/** Lines of code, as they are. */
export function fenced(language: string, text: string): string {
  const fence = '`'.repeat(Math.max(3, longestRun(text) + 1))
  return `${fence}${language}\n${printableLines(text.replaceAll('\r\n', '\n')).trimEnd()}\n${fence}`
}

/** Ends before the punctuation of the sentence that it stands in, and has nothing in it that Markdown would replace. */
const ADDRESS =
  /(?<![a-z])(https?:\/\/[a-z0-9-]+(?:\.[a-z0-9-]+)+(?:[/?#](?:(?:[\w\-.~:/?#!+,;=%]|&(?![a-z#]))*[\w\-/=])?)?)/gi

/**
 * GitHub looks for mentions, references and addresses after it has read the markup: only a character between helps. An
 * address comes here when it is odd.
 */
function escaped(text: string): string {
  return text
    .replace(/@|#(?=\d)|\bGH-(?=\d)|:(?=\/\/)|\bwww(?=\.)/gi, `$&${NOTHING}`)
    .replace(/[\\`*_[\]<>|~&$]/g, '\\$&')
}

/** A space of no width. */
const NOTHING = '\u200B'

function oneLine(text: string): string {
  return printableLines(text).replace(/\s+/g, ' ')
}

function longestRun(text: string): number {
  return Math.max(0, ...(text.match(/`+/g) ?? []).map(run => run.length))
}
