import { readFileSync } from 'node:fs'

const PAGE = readFileSync(new URL('../../docs/ci.md', import.meta.url), 'utf8')

/**
 * What docs/ci.md tells people to paste, in its order.
 *
 * @param {string} title the file it goes into, or the language where it is for a shell
 * @returns {string[]}
 */
export function snippets(title) {
  const fences = PAGE.matchAll(/^```(\w+)(?: title="([^"]+)")?\n([\s\S]*?)^```$/gm)
  const texts = [...fences]
    .filter(([, language, file]) => (file ?? language) === title)
    .map(match => match[3])
  if (texts.length === 0) throw new Error(`docs/ci.md has nothing for ${title}`)
  return texts
}
