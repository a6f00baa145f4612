// What the comparisons and the fuzzing of the YAML reader have in common.
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { build } from 'esbuild'

/** The reader, the generator of files that the tests use, and what draws from it. */
export async function loadYaml(folder) {
  const root = fileURLToPath(new URL('../../', import.meta.url))
  const outfile = join(folder, 'yaml.mjs')
  await build({
    stdin: {
      contents: `export { parseYaml } from './src/documents/yaml.ts'
export { written } from './test/documents/yaml.arbitrary.ts'
export { default as fc } from 'fast-check'`,
      resolveDir: root,
    },
    bundle: true,
    format: 'esm',
    platform: 'node',
    mainFields: ['module', 'main'],
    banner: {
      js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
    },
    outfile,
    logLevel: 'error',
  })
  return import(pathToFileURL(outfile).href)
}

/** Files in every style. */
export function texts({ fc, written }, count, seed) {
  return fc.sample(written, { numRuns: count, seed }).map(({ text }) => text)
}

/** One to three characters added, taken out or exchanged. */
export function damaged(text, random) {
  const pieces = [
    '\t',
    ' ',
    '\n',
    ':',
    ': ',
    '- ',
    '#',
    ' #',
    '[',
    ']',
    '{',
    '}',
    ',',
    '"',
    "'",
    '|',
    '>',
    '&a ',
    '*a',
  ]
  pieces.push('? ', '!t ', '!!str ', '<<: *a', '---\n', '...\n', '%', '\\', '\r', '\u0000', '\ufeff', 'é')
  let result = text
  for (let times = 1 + Math.floor(random() * 3); times > 0; times--) {
    const at = Math.floor(random() * (result.length + 1))
    const piece = random() < 0.3 ? '' : pieces[Math.floor(random() * pieces.length)]
    const cut = random() < 0.5 ? 0 : 1 + Math.floor(random() * 3)
    result = result.slice(0, at) + piece + result.slice(at + cut)
  }
  return result
}

/** Any operation at a place that is there, with values that are not easy to write. */
export function randomOp(document, random) {
  const pick = items => items[Math.floor(random() * items.length)]
  const places = placesIn(document.get([]), [])
  const at = pick(places)
  const value = pick([
    6,
    'x',
    'on',
    '',
    'a: b',
    'two\nlines',
    [],
    ['a', { b: 1 }],
    { a: { b: [1, 'x'] } },
    null,
  ])
  const old = document.get(at)
  switch (pick(['set', 'insert', 'remove', 'rename', 'splice', 'append'])) {
    case 'set':
      return { op: 'set', at, value }
    case 'insert':
      return { op: 'insert', at: [...at, Array.isArray(old) ? old.length : 'new'], value }
    case 'remove':
      return { op: 'remove', at }
    case 'rename':
      return { op: 'rename', at, key: pick(['other', 'on', 'x: y']) }
    case 'splice':
      return {
        op: 'splice',
        at,
        find: typeof old === 'string' ? old.slice(0, 3) : 'x',
        text: pick(['y', ': #', "'", '"', '\n']),
      }
    default:
      return { op: 'append', at, text: pick([' --more', ' # x', '"', '\n']) }
  }
}

/** mulberry32: the same cases for the same seed. */
export function randomNumbers(start) {
  let state = start
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

function placesIn(value, at) {
  if (typeof value !== 'object' || value === null || 'literal' in value) return [at]
  const entries = Array.isArray(value) ? [...value.entries()] : Object.entries(value)
  return [at, ...entries.flatMap(([step, item]) => placesIn(item, [...at, step]))]
}

/** The text after edits, and the parts of the old one that none of them covers. */
export function applied(text, edits) {
  const kept = []
  let after = ''
  let at = 0
  for (const { start, end, text: by } of [...edits].sort((a, b) => a.start - b.start)) {
    if (start < at || end < start) throw new Error('edits overlap')
    kept.push(text.slice(at, start))
    after += text.slice(at, start) + by
    at = end
  }
  kept.push(text.slice(at))
  return [after + text.slice(at), kept]
}
