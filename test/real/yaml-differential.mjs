// Compares the YAML reader with libyaml (by PyYAML, taught the words of YAML 1.2): on files in every style, on
// the same files damaged, and on what edits make of them. Strings that are words in some version of YAML are
// written, and read by a stock reader of YAML 1.1.
//
//   node test/real/yaml-differential.mjs [files] [seed]
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { virtualEnvironment } from './virtual-environment.mjs'
import { damaged, loadYaml, randomNumbers, randomOp, texts } from './yaml-cases.mjs'

const files = Number(process.argv[2] ?? 20_000)
const seed = Number(process.argv[3] ?? 20261122)
const work = mkdtempSync(join(tmpdir(), 'memlint-yaml-'))
const oracle = startOracle(virtualEnvironment(['PyYAML==6.0.3']))
let failures = 0
try {
  const yaml = await loadYaml(work)
  const { parseYaml } = yaml
  console.log(`${await oracle.ask({ kind: 'version' })}; seed ${seed}`)
  const random = randomNumbers(seed)
  // Where the file ends inside a block of text, readers do not agree whether that ends in a line break.
  const ended = text => (text.endsWith('\n') ? text : `${text}\n`)
  const written = texts(yaml, files, seed).map(ended)
  await compare('in every style', written, parseYaml)
  await compare(
    'damaged',
    written.map(text => ended(damaged(text, random))),
    parseYaml,
  )
  const edited = written.flatMap(text => edit(parseYaml, text, random))
  await compare('edited', edited, parseYaml)
  await checkWords(parseYaml)
} finally {
  oracle.stop()
  rmSync(work, { recursive: true, force: true })
}
process.exit(failures === 0 ? 0 : 1)

/** Different values fail. That one of two readers is stricter than the other is only counted. */
async function compare(what, cases, parseYaml) {
  const counts = { both: 0, neither: 0, ours: 0, libyaml: 0, different: 0 }
  for (let from = 0; from < cases.length; from += 500) {
    const batch = cases.slice(from, from + 500)
    const answers = await oracle.ask({ kind: '1.2', texts: batch })
    for (const [index, text] of batch.entries()) judge(text, answers[index], counts, parseYaml)
  }
  failures += counts.different
  console.log(
    `${what}: ${cases.length} files, ${counts.both} read by both, ${counts.neither} by neither, ${counts.ours} by memlint alone, ${counts.libyaml} by libyaml alone, ${counts.different} different`,
  )
}

function judge(text, answer, counts, parseYaml) {
  const ours = reading(parseYaml, text)
  const theirs = answer.documents
  if (ours === undefined || theirs === undefined) {
    counts[ours !== undefined ? 'ours' : theirs !== undefined ? 'libyaml' : 'neither']++
    return
  }
  counts.both++
  // Without content libyaml has no document at all, and memlint an empty table.
  const expected = JSON.stringify(sorted(theirs[0] ?? {}))
  if (JSON.stringify(sorted(ours)) === expected) return
  counts.different++
  if (counts.different <= 5) console.log(JSON.stringify({ text, ours, libyaml: theirs[0] }, null, 1))
}

function reading(parseYaml, text) {
  try {
    return plain(parseYaml('ci.yml', text).get([]))
  } catch (error) {
    if (typeof error.line !== 'number') throw error
    return undefined
  }
}

function plain(value) {
  if (Array.isArray(value)) return value.map(plain)
  if (typeof value === 'bigint') return { '!integer': String(value) }
  if (typeof value === 'number' && !Number.isFinite(value))
    return { '!float': Number.isNaN(value) ? 'nan' : value > 0 ? 'inf' : '-inf' }
  if (typeof value === 'number' && Number.isInteger(value) && !Number.isSafeInteger(value)) return value
  if (typeof value !== 'object' || value === null) return value
  if ('literal' in value && Object.getPrototypeOf(value) !== null) return { '!tagged': true }
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, plain(item)]))
}

function sorted(value) {
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== 'object' || value === null) return Object.is(value, -0) ? 0 : value
  return Object.entries(value)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, item]) => [key, sorted(item)])
}

function edit(parseYaml, text, random) {
  const document = parseYaml('ci.yml', text)
  const edits = document.lower(randomOp(document, random))
  return 'refused' in edits ? [] : [applied(text, edits)]
}

function applied(text, edits) {
  return [...edits]
    .sort((a, b) => b.start - a.start)
    .reduce((result, { start, end, text: by }) => result.slice(0, start) + by + result.slice(end), text)
}

async function checkWords(parseYaml) {
  const words = [
    'on',
    'No',
    'y',
    'OFF',
    'null',
    '~',
    '',
    '0o7',
    '017',
    '1_000',
    '12:30',
    '1e3',
    '.inf',
    '=',
    '<<',
  ]
  words.push(
    'https://example.org/a@v1',
    '2001-12-14',
    '0x1F',
    '-n auto',
    '# x',
    'a: b',
    '*a',
    '&a',
    '!t',
    '%x',
    '@x',
    '`x`',
    '- x',
  )
  const written = words.map(word => {
    const [{ start, end, text }] = parseYaml('a.yml', 'key: old\n').lower({
      op: 'set',
      at: ['key'],
      value: word,
    })
    return `key: old\n`.slice(0, start) + text + `key: old\n`.slice(end)
  })
  const answers = await oracle.ask({ kind: '1.1', texts: written })
  const expected = await oracle.ask({ kind: '1.1', texts: words.map(word => JSON.stringify({ key: word })) })
  for (const [index, answer] of answers.entries()) {
    if (answer === expected[index]) continue
    failures++
    console.log(`${JSON.stringify(written[index])} is ${answer} in YAML 1.1, not ${expected[index]}`)
  }
  console.log(`words: ${words.length} written, read alike by YAML 1.1 and 1.2`)
}

function startOracle(python) {
  const script = fileURLToPath(new URL('./yaml-oracle.py', import.meta.url))
  const child = spawn(python, [script], { stdio: ['pipe', 'pipe', 'inherit'] })
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  return {
    async ask(question) {
      child.stdin.write(`${JSON.stringify(question)}\n`)
      const { value, done } = await lines.next()
      if (done) throw new Error('Python ended before its answer')
      return JSON.parse(value)
    },
    stop() {
      child.stdin.end()
    },
  }
}
