'use strict'
// Run by the build in an empty folder: puts the chunks that memlint has loaded into one file.
const { readFileSync, rmSync, writeFileSync } = require('node:fs')
const { join } = require('node:path')

const dist = join(__dirname, '..', 'dist')
const { load, modules, EVERY_RUN, WRAPPER } = require(join(dist, 'load-chunks.cjs'))

process.on('exit', () => {
  const chunks = [...modules.keys()].map(name => {
    const source = readFileSync(join(dist, name), 'latin1')
    rmSync(join(dist, name))
    return `${JSON.stringify(name)}: ${WRAPPER} {${source}\n}`
  })
  writeFileSync(join(dist, EVERY_RUN), `{${chunks.join(',\n')}}`, 'latin1')
})
load('main.cjs')
