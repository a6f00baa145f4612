import { type Html, html } from './escape.ts'
import { pathCode } from './path.ts'
import type { Part, Project } from './project.ts'

export function contents(projects: readonly Project[]): Html {
  const [only, ...others] = projects
  const list =
    only && others.length === 0
      ? links(only.parts)
      : html`<ul>${projects.map(({ id, title, parts }) => html`<li><a href="#${id}">${pathCode(title)}</a>${links(parts)}</li>`)}</ul>`
  return html`<nav class="contents" aria-label="Contents">${list}</nav>`
}

function links(parts: readonly Part[]): Html {
  return html`<ul>${parts.map(({ id, title }) => html`<li><a href="#${id}">${title}</a></li>`)}</ul>`
}
