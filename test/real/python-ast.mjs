// Compares the facts of every file of the running Python's standard library with Python's own ast.
//
//   node test/real/python-ast.mjs [folder] [every n-th file]
import { spawn, spawnSync } from 'node:child_process'
import { readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { build } from 'esbuild'

/** `type(x).y = z` is read as a type alias: the name `type` and its call are not seen. */
const TYPE_ALIASES_AT_MOST = 20

/** tree-sitter-python 0.25 does not know all of the newest syntax; it may not read more files than these. */
const UNREADABLE_AT_MOST = 3

const here = fileURLToPath(new URL('.', import.meta.url))
const python = process.env.PYTHON ?? 'python3'
const folder = process.argv[2] || ask('import sysconfig; print(sysconfig.get_paths()["stdlib"])')
const step = Number(process.argv[3] ?? 1)
const parse = await loadParser()
const counts = {
  files: 0,
  functions: 0,
  classes: 0,
  calls: 0,
  arguments: 0,
  imports: 0,
  names: 0,
  skipped: 0,
  mistakenAliases: 0,
}
const differences = new Map()
const unreadable = []
const lenient = []

const facts = spawn(python, [join(here, 'python-facts.py')], { stdio: ['pipe', 'pipe', 'inherit'] })
facts.stdin.end(`${pythonFiles(folder).join('\n')}\n`)
for await (const line of createInterface({ input: facts.stdout })) compareFile(JSON.parse(line))
report()

function compareFile(theirs) {
  const text = theirs.skipped === 'not UTF-8' ? '' : readFileSync(theirs.path, 'utf8')
  let document
  try {
    document = parse(theirs.path, text)
  } catch (error) {
    if (!theirs.skipped) unreadable.push(`${theirs.path}:${error.line}:${error.column}: ${error.message}`)
  }
  if (theirs.skipped) {
    counts.skipped++
    if (document && text) lenient.push(theirs.path)
    return
  }
  if (!document) return
  counts.files++
  const ours = factsOf(document)
  for (const kind of ['functions', 'classes', 'calls', 'imports', 'names']) {
    counts[kind] += theirs[kind].length
    compare(kind, theirs.path, theirs[kind], ours[kind])
  }
}

/** Facts in the shape of python-facts.py. */
function factsOf(document) {
  const { module, text } = document
  const starts = [0, ...Array.from(text.matchAll(/\r\n|\r|\n/g), found => found.index + found[0].length)]
  const position = at => positionOf(starts, document.span(at).start)
  const called = list => list.map(one => [one.splat ?? one.name ?? null, literalText(one.literal)])
  const decorators = list => list.map(one => [one.name, one.arguments ? called(one.arguments) : null])
  for (const call of module.calls) counts.arguments += call.arguments.length
  return {
    functions: module.functions.map(one => ({
      name: one.qualifiedName,
      line: position(one.at)[0],
      async: one.async,
      decorators: decorators(one.decorators),
      parameters: one.parameters.map(parameter => [parameter.name, parameter.kind]),
      yields: one.yields,
    })),
    classes: module.classes.map(one => ({
      name: one.qualifiedName,
      line: position(one.at)[0],
      decorators: decorators(one.decorators),
      bases: one.bases.length,
    })),
    calls: module.calls.map(one => ({
      at: position(one.at),
      callee: one.callee,
      arguments: called(one.arguments),
    })),
    imports: module.imports.map(one => [position(one.at)[0], one.name, one.qualified, one.module]),
    names: module.uses.map(one => [position(one.at), one.name]),
  }
}

function positionOf(starts, offset) {
  let low = 0
  let high = starts.length - 1
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if (starts[middle] <= offset) low = middle
    else high = middle - 1
  }
  return [low + 1, offset - starts[low]]
}

/** The same spelling of a value as in python-facts.py; everything it leaves out is null. */
function literalText(value) {
  if (typeof value === 'string') return `s${Buffer.from(value, 'utf16le').toString('hex')}`
  if (value === null) return 'None'
  if (typeof value === 'boolean') return value ? 'True' : 'False'
  if (typeof value === 'bigint' || Number.isSafeInteger(value)) return String(value)
  return null
}

/** Pairs what both have. A position Python does not know (in f-strings before 3.12) is null and fits any. */
function compare(kind, path, theirs, ours) {
  const left = new Map()
  for (const one of ours) push(left, JSON.stringify(one), one)
  const anywhere = theirs.filter(one => isAnywhere(one) && !take(left, JSON.stringify(one)))
  const missing = theirs.filter(one => !isAnywhere(one) && !take(left, JSON.stringify(one)))
  const rest = new Map()
  for (const one of [...left.values()].flat()) push(rest, JSON.stringify(withoutPosition(one)), one)
  missing.push(...anywhere.filter(one => !take(rest, JSON.stringify(withoutPosition(one)))))
  const alias = missing.filter(one => isTypeOfAlias(path, one))
  counts.mistakenAliases += kind === 'names' ? alias.length : 0
  for (const one of missing.filter(one => !alias.includes(one)))
    differs(`${kind} only Python sees`, path, one)
  for (const one of [...rest.values()].flat()) differs(`${kind} only memlint sees`, path, one)
}

function isTypeOfAlias(path, one) {
  const [line, column] = (Array.isArray(one) ? one[0] : one.at) ?? []
  if (line === undefined) return false
  const text = readFileSync(path, 'utf8').split(/\r\n|\r|\n/)[line - 1]
  return text.slice(0, column).trim() === '' && /^type\s*\(.*\).*=/.test(text.slice(column))
}

function isAnywhere(one) {
  return Array.isArray(one) ? one[0] === null : one.at === null
}

function withoutPosition(one) {
  return Array.isArray(one) ? [null, ...one.slice(1)] : { ...one, at: null }
}

function push(map, key, value) {
  const list = map.get(key)
  if (list) list.push(value)
  else map.set(key, [value])
}

function take(map, key) {
  const list = map.get(key)
  if (!list || list.length === 0) return false
  list.pop()
  return true
}

function differs(kind, path, one) {
  const known = differences.get(kind) ?? { count: 0, examples: [] }
  known.count++
  if (known.examples.length < 8) known.examples.push(`${path}: ${JSON.stringify(one).slice(0, 200)}`)
  differences.set(kind, known)
}

function report() {
  const which = step === 1 ? '' : `, one file of ${step}`
  console.log(`${ask('import sys; print(sys.version)').split('\n')[0]}, ${folder}${which}`)
  console.log(
    Object.entries(counts)
      .map(([kind, count]) => `${count} ${kind}`)
      .join(', '),
  )
  console.log(
    `${unreadable.length} valid files that tree-sitter cannot read (at most ${UNREADABLE_AT_MOST}):`,
  )
  for (const one of unreadable) console.log(`  ${one}`)
  console.log(`${lenient.length} files that only tree-sitter reads:`)
  for (const one of lenient) console.log(`  ${one}`)
  for (const [kind, { count, examples }] of differences) {
    console.log(`${count} ${kind}`)
    for (const example of examples) console.log(`  ${example}`)
  }
  const failed =
    differences.size > 0 ||
    unreadable.length > UNREADABLE_AT_MOST ||
    counts.files < 100 ||
    counts.mistakenAliases > TYPE_ALIASES_AT_MOST
  console.log(failed ? 'FAILED' : 'no difference')
  process.exitCode = failed ? 1 : 0
}

function pythonFiles(root) {
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .filter(
      entry => entry.isFile() && entry.name.endsWith('.py') && !entry.parentPath.includes('site-packages'),
    )
    .map(entry => join(entry.parentPath, entry.name))
    .sort()
    .filter((_, index) => index % step === 0)
}

function ask(program) {
  return spawnSync(python, ['-c', program], { encoding: 'utf8' }).stdout.trim()
}

/** Node 20 does not run TypeScript: the reader is bundled beside the packages that it loads its parser from. */
async function loadParser() {
  const outfile = join(here, `../../node_modules/.python-ast-${process.pid}.mjs`)
  await build({
    entryPoints: [join(here, '../../src/documents/python.ts')],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    logLevel: 'error',
  })
  try {
    const { loadPython } = await import(pathToFileURL(outfile).href)
    return await loadPython()
  } finally {
    rmSync(outfile)
  }
}
