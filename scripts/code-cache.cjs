'use strict'
// Run by the build: lets memlint look at a folder once and leaves what V8 compiled beside the chunks that have no
// cache yet. Reading a cache takes time by its size, so the chunks that everybody needs get theirs from a small run.
const { existsSync, writeFileSync } = require('node:fs')
const { join } = require('node:path')

const { load, scripts } = require(join(__dirname, '..', 'dist/load-chunks.cjs'))

process.on('exit', () => {
  for (const [filename, script] of scripts) {
    const file = `${filename}.cache`
    if (!existsSync(file)) writeFileSync(file, script.createCachedData())
  }
})
load('main.cjs')
