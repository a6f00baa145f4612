'use strict'
// Runs the chunks that lie beside this file. Compiling them anew takes about as long as everything else that
// memlint does, so the build leaves V8's code cache beside each. V8 itself refuses a cache of another version
// of Node or another source, and the chunk is then compiled as usual; nothing is ever written here.
const { existsSync, readFileSync } = require('node:fs')
const { createRequire } = require('node:module')
const { join } = require('node:path')
const { Script } = require('node:vm')

const requireOutside = createRequire(__filename)
const modules = new Map()
const scripts = new Map()
/** The chunks of every run stand in one file: opening files takes longer than reading them. */
const EVERY_RUN = 'every-run.cjs'
const together = existsSync(join(__dirname, EVERY_RUN)) ? evaluate(EVERY_RUN, '(', ')') : {}

function load(name) {
  const known = modules.get(name)
  if (known) return known.exports
  // V8 would spend more time on optimising a parser of tree-sitter's than the parser takes for the files of most projects.
  // Only for the command line: the flag is one of the whole process.
  if (/^(python|shell)-/.test(name) && modules.has('main.cjs'))
    requireOutside('node:v8').setFlagsFromString('--liftoff-only')
  const run = together[name] ?? evaluate(name, `(${WRAPPER} {`, '\n})')
  const module = { exports: {} }
  modules.set(name, module)
  run(module.exports, requireFrom, module, join(__dirname, name), __dirname)
  return module.exports
}

const WRAPPER = 'function (exports, require, module, __filename, __dirname)'

/** The value of a file's text between two others. */
function evaluate(name, before, after) {
  const filename = join(__dirname, name)
  // The build writes ASCII only, which is fastest to read so.
  const source = before + readFileSync(filename, 'latin1') + after
  const cachedData = cacheOf(filename)
  const script = new Script(source, { filename, ...(cachedData && { cachedData }) })
  scripts.set(filename, script)
  return script.runInThisContext()
}

function requireFrom(name) {
  return name.startsWith('./') ? load(name.slice(2)) : requireOutside(name)
}
requireFrom.resolve = requireOutside.resolve
/** A script that is run by hand may not import anything, and this file may: plugins come this way. */
requireFrom.import = url => import(url)

function cacheOf(filename) {
  try {
    return readFileSync(`${filename}.cache`)
  } catch {
    return undefined
  }
}

module.exports = { load, modules, scripts, EVERY_RUN, WRAPPER }
