// The YAML reader against the cases of yaml-test-suite. They are not fetched: give a checkout of its branch `main`.
// Started by hand.
//
//   node test/real/yaml-suite.mjs FOLDER [--verbose]
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { loadYaml } from './yaml-cases.mjs'

/**
 * Of 279 and 94. The 16 cases that are read otherwise have tags of applications, whose values are
 * literals here; the one that should be rejected has a directive twice.
 */
const PASSED_AT_LEAST = { read: 263, rejected: 93 }

const [folder] = process.argv.slice(2)
if (!folder) throw new Error('which folder?')
const work = mkdtempSync(join(tmpdir(), 'memlint-yaml-suite-'))
const counts = { read: 0, rejected: 0, cases: { read: 0, rejected: 0 } }
try {
  const { parseYaml } = await loadYaml(work)
  for (const name of readdirSync(join(folder, 'src'))) runFile(parseYaml, name)
} finally {
  rmSync(work, { recursive: true, force: true })
}
for (const kind of ['read', 'rejected']) console.log(`${kind}: ${counts[kind]} of ${counts.cases[kind]}`)
process.exitCode = ['read', 'rejected'].every(kind => counts[kind] >= PASSED_AT_LEAST[kind]) ? 0 : 1

/** A file holds one case or several; what one leaves out is that of the case before it. */
function runFile(parseYaml, name) {
  const text = readFileSync(join(folder, 'src', name), 'utf8')
  let before = {}
  for (const each of parseYaml(name, text).get([])) {
    const fails = each.fail === true
    before = { ...before, ...each }
    if (before.skip === true || (!fails && typeof before.json !== 'string')) continue
    judge(parseYaml, name, before, fails)
  }
}

function judge(parseYaml, name, { yaml, json }, fails) {
  const kind = fails ? 'rejected' : 'read'
  counts.cases[kind]++
  const ours = reading(parseYaml, visible(yaml))
  const passes = fails ? ours === undefined : ours !== undefined && ours === firstOf(json)
  if (passes) counts[kind]++
  else if (process.argv.includes('--verbose')) console.log(`not ${kind}: ${name}: ${ours} for ${json}`)
}

/** The suite draws what cannot be seen. */
function visible(text) {
  return text
    .replaceAll('␣', ' ')
    .replace(/—*»/g, '\t')
    .replaceAll('←', '\r')
    .replaceAll('⇔', '\ufeff')
    .replaceAll('↵', '')
    .replace(/∎\n$/, '')
}

function reading(parseYaml, text) {
  try {
    return JSON.stringify(plain(parseYaml('case.yml', text).get([])))
  } catch (error) {
    if (typeof error.line !== 'number') throw error
    return undefined
  }
}

function plain(value) {
  if (Array.isArray(value)) return value.map(plain)
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).map(([key, item]) => [key, plain(item)])
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)))
}

/** Of several documents one after the other; without content there is an empty table. */
function firstOf(json) {
  for (let end = json.length; end > 0; end = json.lastIndexOf('\n', end - 1)) {
    try {
      return JSON.stringify(plain(JSON.parse(json.slice(0, end)) ?? {}))
    } catch {
      // Goes on with another document.
    }
  }
  return '{}'
}
