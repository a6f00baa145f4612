import { type Html, html } from './escape.ts'

/** A path, which may be broken after its folders. */
export function pathCode(path: string): Html {
  const steps = path.split('/')
  return html`<code>${steps.map((step, index) => (index < steps.length - 1 ? html`${step}/<wbr>` : step))}</code>`
}
