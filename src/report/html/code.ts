import { type Content, type Html, html } from './escape.ts'

/** Shorter lines fit the narrowest screen, and what does not scroll need not be reached with the keyboard. */
const NARROW = 34

/** Lines of code in a box that scrolls by itself where they are wider. `name` says what it is. */
export function codeBox(
  kind: 'frame' | 'diff',
  name: string,
  lines: readonly Content[],
  widest: number,
): Html {
  const scrolls = widest > NARROW && html` tabindex="0"`
  return html`<pre class="${kind}" role="group" aria-label="${name}"${scrolls}><code>${lines}</code></pre>`
}
