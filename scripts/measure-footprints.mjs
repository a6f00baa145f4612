// Measures what libraries, and what some of them construct, take in memory: rules/tables/*.json rest on it.
//
//   node scripts/measure-footprints.mjs [--only NAME[,NAME…]] [--runs 5] [--json FILE] [--write]
//
// Each recipe of footprint-recipes.json gets a virtual environment of its own, since what else is installed changes
// what a library imports, and a fresh interpreter for each run; the figure is the median. `--write` puts the figures of
// imports into rules/tables/imports.json (`npm run format` comes after it) and leaves what a recipe found of
// constructors to its reader: what a row says of them follows from several recipes. MEMLINT_MEASURE names the folder
// (tens of GB), MEMLINT_PYTHON the interpreter.
import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'

const HERE = fileURLToPath(new URL('.', import.meta.url))
const TABLES = join(HERE, '../rules/tables')
const FOLDER = process.env.MEMLINT_MEASURE ?? join(tmpdir(), 'memlint-measure')
const PYTHON = process.env.MEMLINT_PYTHON ?? 'python3'
const MIB = 1024 * 1024

const { values: flags } = parseArgs({
  options: {
    only: { type: 'string' },
    runs: { type: 'string', default: '5' },
    json: { type: 'string' },
    write: { type: 'boolean', default: false },
  },
})

const recipes = readRecipes().filter(({ name }) => !flags.only || flags.only.split(',').includes(name))
const measured = []
console.log('   first    mapped     again      kept  MiB of')
for (const recipe of recipes) {
  const found = measure(recipe)
  if (!found) continue
  measured.push({ table: recipe.table, name: recipe.name, what: recipe.what, ...found })
  const columns = [found.first, found.mapped, found.again, found.kept].map(bytes =>
    mebibytes(bytes).padStart(8),
  )
  console.log(
    `${columns.join(' ')}  ${recipe.name}${recipe.what ? `: ${recipe.what}` : ''} (${found.source})`,
  )
  if (flags.json) writeFileSync(flags.json, `${JSON.stringify(measured, null, 2)}\n`)
}
if (flags.write) writeImports(measured.filter(({ table }) => table === 'imports'))

function readRecipes() {
  const tables = JSON.parse(readFileSync(join(HERE, 'footprint-recipes.json'), 'utf8'))
  return Object.entries(tables).flatMap(([table, rows]) =>
    rows.map(row => ({ ...row, table, ...(table === 'imports' && { imports: row.imports ?? row.name }) })),
  )
}

function measure(recipe) {
  const python = environmentOf(recipe.packages)
  if (!python) return undefined
  const runs = []
  for (let run = 0; run < Number(flags.runs); run++) {
    const cwd = mkdtempSync(join(FOLDER, 'run-'))
    const { status, stdout, stderr } = spawnSync(python, [join(HERE, 'measure-footprint.py')], {
      cwd,
      input: JSON.stringify(recipe),
      encoding: 'utf8',
      timeout: 600_000,
      env: {
        ...process.env,
        HF_HUB_OFFLINE: '1',
        TOKENIZERS_PARALLELISM: 'false',
        ANONYMIZED_TELEMETRY: 'false',
      },
    })
    rmSync(cwd, { recursive: true, force: true })
    if (status !== 0) {
      console.error(`${recipe.name}: ${stderr.trim().split('\n').slice(-3).join('\n  ')}`)
      return undefined
    }
    runs.push(JSON.parse(stdout.trim().split('\n').at(-1)))
  }
  const [{ python: version, versions, again }] = runs
  return {
    first: median(runs.map(run => run.first[0])),
    mapped: median(runs.map(run => run.first[1])),
    ...(again && { again: median(runs.map(run => run.again[0])), kept: median(runs.map(run => run.kept)) }),
    source: sourceOf(recipe, versions, version),
  }
}

function sourceOf({ programs = [] }, versions, python) {
  const packages = Object.entries(versions).map(([name, version]) => `${name} ${version}`)
  const others = programs.map(name => execFileSync(name, ['--version'], { encoding: 'utf8' }).trim())
  return [...packages, ...others, `CPython ${python}`, new Date().toISOString().slice(0, 10)].join(', ')
}

/** The interpreter of an environment with these packages alone; undefined, said aloud, when it cannot be made. */
function environmentOf(packages) {
  const folder = join(FOLDER, packages.join('+').replace(/[^\w.+=-]/g, '_'))
  const python = join(folder, 'bin/python')
  if (existsSync(join(folder, 'complete'))) return python
  mkdirSync(FOLDER, { recursive: true })
  execFileSync(PYTHON, ['-m', 'venv', '--clear', folder])
  const { status, stderr } = install(python, packages)
  if (status === 0) {
    writeFileSync(join(folder, 'complete'), '')
    return python
  }
  console.error(`${packages.join(' ')}: ${stderr.trim().split('\n').at(-1)}`)
  return undefined
}

/** uv where there is one: it links files into each environment, and torch alone is 5 GB. */
function install(python, packages) {
  const options = { encoding: 'utf8', env: { ...process.env, UV_CACHE_DIR: join(FOLDER, 'cache') } }
  const uv = spawnSync('uv', ['pip', 'install', '-q', '--python', python, ...packages], options)
  if (!uv.error) return uv
  return spawnSync(python, ['-m', 'pip', 'install', '-q', ...packages], options)
}

function median(numbers) {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)]
}

function mebibytes(bytes) {
  return bytes === undefined ? '' : (bytes / MIB).toFixed(1)
}

/** Only rows that are there: whether a library is worth a row is for a person to say. */
function writeImports(found) {
  const file = join(TABLES, 'imports.json')
  const table = JSON.parse(readFileSync(file, 'utf8'))
  for (const row of table.rows) {
    const one = found.find(({ name }) => name === row.name)
    if (!one) continue
    row.bytes = Math.round(one.first / MIB) * MIB
    row.evidence = 'measured'
    row.source = `private memory of the import in a fresh process: ${one.source}`
  }
  writeFileSync(file, `${JSON.stringify(table, null, 2)}\n`)
}
