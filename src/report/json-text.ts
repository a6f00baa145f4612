/** A JSON document that a terminal can show: what JSON itself leaves as it is of control characters is escaped too. */
export function jsonText(data: unknown): string {
  const escaped = JSON.stringify(data, null, 2).replace(
    /[\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g,
    character => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
  return `${escaped}\n`
}
