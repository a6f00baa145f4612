import { type Html, html } from './escape.ts'

/** A path as code, which may be broken after its folders. */
export function pathCode(path: string): Html {
  return html`<code>${breakable(path)}</code>`
}

/** A path that may be broken after its folders. */
export function breakable(path: string): Html {
  const steps = path.split('/')
  return html`${steps.map((step, index) => (index < steps.length - 1 ? html`${step}/<wbr>` : step))}`
}
