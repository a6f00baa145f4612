// Feeds every reader texts made of the pieces of its own grammar: seeds, seeds that were damaged, seeds crossed with each
// other, and noise. Each text is read whole or refused with a place in it; the document gives it back; every operation
// becomes edits or a refusal; what edits make either is what was asked for and
// nothing else, with every byte outside of them, or the proof that every fix has to pass catches it. Nothing may take long.
//
//   node test/real/fuzz.mjs [cases of each reader] [seed] [reader]
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { build } from 'esbuild'
import { GRAMMARS } from './fuzz-grammars.mjs'
import { applied, randomNumbers, randomOp } from './yaml-cases.mjs'

/** These texts are a few hundred characters long; on a busy machine a pause of the collector takes most of it. */
const SLOW_MS = 2000
const MOST_OPS = 3

const cases = Number(process.argv[2] ?? 20_000)
const seed = Number(process.argv[3] ?? 20261125)
const wanted = process.argv[4]
const ROOT = fileURLToPath(new URL('../../', import.meta.url))
const work = join(ROOT, 'node_modules/.cache/memlint-fuzz')
process.on('exit', () => rmSync(work, { recursive: true, force: true }))

let failed = 0
for (const [name, grammar] of Object.entries(GRAMMARS)) {
  if (wanted === undefined || wanted === name) failed += fuzz(name, grammar, await readerOf(grammar))
}
console.log(`${failed} failures`)
process.exitCode = failed === 0 ? 0 : 1

function fuzz(name, grammar, parse) {
  const random = randomNumbers(seed)
  const counts = { read: 0, rejected: 0, performed: 0, refused: 0, disproven: 0, failed: 0 }
  let slowest = 0
  const started = performance.now()
  for (let index = 0; index < cases; index++) {
    const text = textOf(grammar, random)
    const from = performance.now()
    const failure = failureOf(parse, grammar, text, { random, counts })
    const took = performance.now() - from
    slowest = Math.max(slowest, took)
    const reason = failure ?? (took > SLOW_MS ? `took ${took.toFixed(0)} ms` : undefined)
    if (reason === undefined) continue
    counts.failed++
    if (counts.failed <= 3)
      console.log(JSON.stringify({ reader: name, case: index, reason, text: text.slice(0, 600) }))
  }
  const seconds = (performance.now() - started) / 1000
  console.log(
    `${name.padEnd(13)} ${cases} cases in ${seconds.toFixed(1)} s: ${counts.read} read, ${counts.rejected} refused; ${counts.performed} edits proven, ${counts.refused} declined, ${counts.disproven} caught by the proof; slowest ${slowest.toFixed(0)} ms; ${counts.failed} failures`,
  )
  return counts.failed
}

/** A text of the grammar, more or less. */
function textOf({ seeds, pieces }, random) {
  const pick = items => items[Math.floor(random() * items.length)]
  const kind = random()
  if (kind < 0.15) {
    let noise = ''
    for (let count = Math.floor(random() * 40); count > 0; count--) noise += pick(pieces)
    return noise
  }
  let text = pick(seeds)
  if (kind > 0.6) {
    const other = pick(seeds).split(/(?<=\n)/)
    const lines = text.split(/(?<=\n)/)
    const at = Math.floor(random() * (lines.length + 1))
    const from = Math.floor(random() * other.length)
    text = [...lines.slice(0, at), ...other.slice(from, from + 4), ...lines.slice(at)].join('')
  }
  for (let times = Math.floor(random() * 5); times > 0; times--) {
    const at = Math.floor(random() * (text.length + 1))
    const cut = random() < 0.5 ? 0 : Math.floor(random() * 6)
    text = text.slice(0, at) + (random() < 0.25 ? '' : pick(pieces)) + text.slice(at + cut)
  }
  if (random() < 0.1) text = text.replaceAll('\n', random() < 0.7 ? '\r\n' : '\r')
  if (random() < 0.1) text = text.trimEnd()
  return random() < 0.05 ? `\uFEFF${text}` : text
}

function failureOf(parse, grammar, text, run) {
  let document
  try {
    document = parse(text)
    run.counts.read++
  } catch (error) {
    if (typeof error.line !== 'number') return `threw ${error.stack}`
    run.counts.rejected++
    // biome-ignore lint/suspicious/noControlCharactersInRegex: Python ends lines at some of them
    const lines = text.split(/\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]/).length
    return error.line >= 1 && error.line <= lines + 1 && error.column >= 1
      ? undefined
      : `no place in the file: ${error.line}:${error.column} ${error.message}`
  }
  if (document.text !== text) return 'the document has another text'
  if (document.comments.some(({ start, end, text: own }) => text.slice(start, end) !== own))
    return 'a comment is not where it says'
  try {
    for (let times = 0; times < MOST_OPS; times++) {
      const op = (grammar.opOf ?? randomOp)(document, run.random)
      const failure = op && failureOfEdit(parse, document, op, run.counts)
      if (failure) return `${failure}: ${JSON.stringify(op)}`
    }
    return undefined
  } catch (error) {
    return `an operation threw ${error.stack}`
  }
}

function failureOfEdit(parse, document, op, counts) {
  const edits = document.lower(op)
  if ('refused' in edits) {
    counts.refused++
    return undefined
  }
  const [after, kept] = applied(document.text, edits)
  let result
  try {
    result = parse(after)
  } catch (error) {
    if (typeof error.line !== 'number') return `reading the result threw ${error.stack}`
    counts.disproven++
    return undefined
  }
  if (document.differs(result, [op], edits)) {
    counts.disproven++
    return undefined
  }
  counts.performed++
  return kept.every(part => after.includes(part)) ? undefined : 'something outside the edit is gone'
}

/** Bundled where it finds the packages that bring WebAssembly of their own. */
async function readerOf({ module, path, parser }) {
  const outfile = join(work, `${module}.mjs`)
  await build({
    entryPoints: [join(ROOT, `src/documents/${module}.ts`)],
    bundle: true,
    format: 'esm',
    platform: 'node',
    mainFields: ['module', 'main'],
    external: ['web-tree-sitter'],
    banner: {
      js: "import { createRequire as requireFrom } from 'node:module'; const require = requireFrom(import.meta.url);",
    },
    outfile,
    logLevel: 'error',
  })
  const parse = await parser(await import(pathToFileURL(outfile).href))
  return text => parse(path, text)
}
