import { type Content, type Html, html, trusted } from './escape.ts'

/** How deep a heading is; a page of several projects has one level more. */
export type Level = 2 | 3 | 4 | 5

export function heading(level: Level, content: Content, id?: string): Html {
  const tag = trusted(`h${level}`)
  return id === undefined ? html`<${tag}>${content}</${tag}>` : html`<${tag} id="${id}">${content}</${tag}>`
}

export function below(level: Level): Level {
  return Math.min(5, level + 1) as Level
}
