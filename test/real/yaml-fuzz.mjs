// Feeds files in every style, the same files damaged, and noise to the YAML reader, and performs an operation on
// each that it reads: nothing may crash or take long, and what an edit makes must be what was asked for, with every
// byte outside of it unchanged. Started by hand.
//
//   node test/real/yaml-fuzz.mjs [files] [seed]
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { applied, damaged, loadYaml, randomNumbers, randomOp, texts } from './yaml-cases.mjs'

/** The parser needs the square of what stands side by side; on a busy machine that is some seconds. */
const SLOW_MS = 5000

const files = Number(process.argv[2] ?? 30_000)
const seed = Number(process.argv[3] ?? 20261122)
const work = mkdtempSync(join(tmpdir(), 'memlint-yaml-fuzz-'))
const random = randomNumbers(seed)
const counts = { read: 0, rejected: 0, performed: 0, refused: 0, failed: 0 }
let slowest = 0
try {
  const yaml = await loadYaml(work)
  for (const text of texts(yaml, files, seed)) {
    for (const each of [text, damaged(text, random), noise()]) attempt(yaml.parseYaml, each)
  }
  for (const text of hostile()) attempt(yaml.parseYaml, text)
} finally {
  rmSync(work, { recursive: true, force: true })
}
const cases = counts.read + counts.rejected
console.log(
  `${cases} files, seed ${seed}: ${counts.read} read, ${counts.rejected} rejected; ${counts.performed} edits, ${counts.refused} refused; ${counts.failed} failures; the slowest took ${slowest.toFixed(0)} ms`,
)
process.exitCode = counts.failed === 0 ? 0 : 1

function attempt(parseYaml, text) {
  const started = performance.now()
  const failure = failureOf(parseYaml, text)
  const took = performance.now() - started
  slowest = Math.max(slowest, took)
  const reason = failure ?? (took > SLOW_MS ? `took ${took.toFixed(0)} ms` : undefined)
  if (reason === undefined) return
  counts.failed++
  if (counts.failed <= 5) console.log(JSON.stringify({ reason, text: text.slice(0, 500) }))
}

function failureOf(parseYaml, text) {
  try {
    const document = parseYaml('ci.yml', text)
    counts.read++
    return failureOfEdit(parseYaml, document)
  } catch (error) {
    if (typeof error.line !== 'number') return String(error.stack)
    counts.rejected++
    return error.line >= 1 && error.column >= 1 ? undefined : `no place in the file: ${error.message}`
  }
}

function failureOfEdit(parseYaml, document) {
  const op = randomOp(document, random)
  const edits = document.lower(op)
  if ('refused' in edits) {
    counts.refused++
    return undefined
  }
  counts.performed++
  const [after, kept] = applied(document.text, edits)
  if (document.differs(parseYaml('ci.yml', after), [op], edits))
    return `not what was asked: ${JSON.stringify(op)}`
  return kept.every(part => after.includes(part)) ? undefined : 'something outside the edit is gone'
}

function noise() {
  const pieces = [
    'a',
    'b: ',
    '- ',
    ': ',
    '\n',
    '\n  ',
    '\n    ',
    '[',
    ']',
    '{',
    '}',
    ', ',
    '"',
    "'",
    '# c',
    ' | ',
    '> ',
  ]
  pieces.push(
    '&x ',
    '*x',
    '!t ',
    '? ',
    '<<: ',
    '---\n',
    '...\n',
    '%YAML 1.1\n',
    '\t',
    '\r\n',
    '\u0000',
    '\ud800',
    '\ufeff',
  )
  let text = ''
  for (let count = 1 + Math.floor(random() * 20); count > 0; count--)
    text += pieces[Math.floor(random() * pieces.length)]
  return text
}

/** Nested a thousand deep in every way, aliases that stand for billions of values, and files of one long thing. */
function hostile() {
  const deep = 2000
  const laughs = Array.from({ length: 30 }, (_, i) => `a${i + 1}: &a${i + 1} [*a${i}, *a${i}]`).join('\n')
  const nested = ['[', '{a: ', '- ', '? ', '[? ', '[{a: ', '&a [', '!t {a: '].flatMap(piece => [
    piece.repeat(deep),
    piece.repeat(60),
  ])
  return [
    ...nested,
    ...nested,
    Array.from({ length: 500 }, (_, i) => `${' '.repeat(i)}a:`).join('\n'),
    `a0: &a0 x\n${laughs}\n`,
    'a: &a [*a]\n',
    `a: ${'x'.repeat(200_000)}\n`,
    `a: "${'\\n'.repeat(100_000)}"\n`,
    `a: |\n${'  x\n'.repeat(50_000)}`,
    `${'# c\n'.repeat(10_000)}a: 1\n`,
    `a: 1${'\n'.repeat(20_000)}`,
    `a:${' '.repeat(100_000)}1\n`,
    Array.from({ length: 1500 }, (_, i) => `k${i}: 1 # c\n`).join(''),
    `[${'a, '.repeat(1500)}]`,
  ]
}
