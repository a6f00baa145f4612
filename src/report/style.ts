import { styleText } from 'node:util'

type Format = Parameters<typeof styleText>[0]

/** Paints text, or leaves it plain where colours are off. */
export type Paint = (format: Format, text: string) => string

export function painter(color: boolean): Paint {
  return color ? (format, text) => styleText(format, text, { validateStream: false }) : (_, text) => text
}

/**
 * A line with what is not ours in it, made safe for a terminal: control characters (line ends included, which would
 * forge lines of the report) and those that change the direction of text are shown as escapes. Tabs stay.
 */
export function printable(line: string): string {
  return line.replace(UNSEEN, character => `\\x${character.charCodeAt(0).toString(16).padStart(2, '0')}`)
}

/** The same for several lines. */
export function printableLines(text: string): string {
  return text.split('\n').map(printable).join('\n')
}

const UNSEEN =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
  /[\u0000-\u0008\u000a-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g
