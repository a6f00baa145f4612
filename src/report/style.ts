import { styleText } from 'node:util'

type Format = Parameters<typeof styleText>[0]

/** Paints text, or leaves it plain where colours are off. */
export type Paint = (format: Format, text: string) => string

export function painter(color: boolean): Paint {
  return color ? (format, text) => styleText(format, text, { validateStream: false }) : (_, text) => text
}

/** Text of a linted repository with its control characters made visible: none may reach the terminal. */
export function printable(text: string): string {
  return text.replace(UNPRINTABLE, character => `\\x${character.charCodeAt(0).toString(16).padStart(2, '0')}`)
}

/** Also what turns the direction of text around, and what ends a line in some programs only. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const UNPRINTABLE = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g
