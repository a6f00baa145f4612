import { styleText } from 'node:util'

type Format = Parameters<typeof styleText>[0]

/** Paints text, or leaves it plain where colours are off. */
export type Paint = (format: Format, text: string) => string

export function painter(color: boolean): Paint {
  return color ? (format, text) => styleText(format, text, { validateStream: false }) : (_, text) => text
}

/** Text of a linted repository with its control characters made visible: none may reach the terminal. */
export function printable(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
  return text.replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g, character => {
    return `\\x${character.charCodeAt(0).toString(16).padStart(2, '0')}`
  })
}
