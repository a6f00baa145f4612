'use strict'
// Runs the chunks that lie beside this file. Compiling them anew takes about as long as everything else that
// memlint does, so the build leaves V8's code cache beside each. V8 itself refuses a cache of another version
// of Node or another source, and the chunk is then compiled as usual; nothing is ever written here.
const { readFileSync } = require('node:fs')
const { createRequire } = require('node:module')
const { join } = require('node:path')
const { Script } = require('node:vm')

const requireOutside = createRequire(__filename)
const modules = new Map()
const scripts = new Map()

function load(name) {
  const known = modules.get(name)
  if (known) return known.exports
  const filename = join(__dirname, name)
  // V8 would spend more time on optimising the Python parser than the parser takes for the files of most projects.
  if (name.startsWith('python-')) requireOutside('node:v8').setFlagsFromString('--liftoff-only')
  // The build writes ASCII only, which is fastest to read so.
  const source = `(function (exports, require, module, __filename, __dirname) {${readFileSync(filename, 'latin1')}\n})`
  const cachedData = cacheOf(filename)
  const script = new Script(source, { filename, ...(cachedData && { cachedData }) })
  const module = { exports: {} }
  modules.set(name, module)
  scripts.set(filename, script)
  script.runInThisContext()(module.exports, requireFrom, module, filename, __dirname)
  return module.exports
}

function requireFrom(name) {
  return name.startsWith('./') ? load(name.slice(2)) : requireOutside(name)
}
requireFrom.resolve = requireOutside.resolve

function cacheOf(filename) {
  try {
    return readFileSync(`${filename}.cache`)
  } catch {
    return undefined
  }
}

module.exports = { load, scripts }
