import { printableLines } from '../style.ts'

/** Markup in which every text is escaped. Only the functions of this file make it. */
export class Html {
  readonly markup: string
  constructor(markup: string) {
    this.markup = markup
  }
}

/** What may stand in a template. Text is escaped, a list is its parts, and what is not there is nothing. */
export type Content = Html | string | number | false | null | undefined | readonly Content[]

/**
 * A template whose every value is escaped unless it is markup itself. A value stands between tags or in an
 * attribute with double quotes; nothing else is safe for it. What is not ASCII is written as an entity: esbuild
 * leaves tagged templates as they are, and the build has to be ASCII.
 */
export function html(parts: TemplateStringsArray, ...values: readonly Content[]): Html {
  return new Html(parts.map((part, index) => part + markupOf(values[index])).join(''))
}

/** Markup as it is written in memlint: never anything that was read. */
export function trusted(markup: string): Html {
  return new Html(markup)
}

function markupOf(value: Content): string {
  if (value === undefined || value === null || value === false) return ''
  if (value instanceof Html) return value.markup
  if (typeof value === 'string' || typeof value === 'number') return escaped(String(value))
  return value.map(markupOf).join('')
}

/** Control characters and those that turn text around are made visible, as in a terminal. */
function escaped(text: string): string {
  return printableLines(text).replace(/[&<>"']/g, character => ENTITIES[character] ?? character)
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}
