'use strict'
// Run by the build: lets memlint look at the incidents once and leaves what V8 compiled beside the chunks.
const { writeFileSync } = require('node:fs')
const { join } = require('node:path')
const v8 = require('node:v8')

const root = join(__dirname, '..')
const { load, scripts } = require(join(root, 'dist/load-chunks.cjs'))

// A V8 refuses caches that were made under other flags than its own, and most chunks are loaded without any.
v8.setFlagsFromString = () => {}
process.argv.splice(2, Infinity, join(root, 'fixtures/incidents'), '--exit-zero')
process.on('exit', () => {
  for (const [filename, script] of scripts) writeFileSync(`${filename}.cache`, script.createCachedData())
})
load('main.cjs')
