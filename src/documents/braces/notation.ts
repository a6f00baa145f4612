/** How a language with braces writes what is different between them. */
export interface Notation {
  /** For messages. */
  readonly name: string
  key(name: string): string
  string(text: string): string
}
