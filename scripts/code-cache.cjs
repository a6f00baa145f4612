'use strict'
// Run by the build: lets memlint look at the incidents once and leaves what V8 compiled beside the chunks.
const { writeFileSync } = require('node:fs')
const { join } = require('node:path')

const root = join(__dirname, '..')
const { load, scripts } = require(join(root, 'dist/load-chunks.cjs'))

process.argv.splice(2, Infinity, join(root, 'fixtures/incidents'), '--exit-zero')
process.on('exit', () => {
  for (const [filename, script] of scripts) writeFileSync(`${filename}.cache`, script.createCachedData())
})
load('main.cjs')
