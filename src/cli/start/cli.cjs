#!/usr/bin/env node
'use strict'
// In JavaScript that Node has read for ten years, since the first thing here is to tell an old one that it is too old.
const OLDEST = [20, 19]
const [major, minor] = process.versions.node.split('.').map(Number)

if (major < OLDEST[0] || (major === OLDEST[0] && minor < OLDEST[1])) {
  console.error(`memlint: Node ${OLDEST.join('.')} or newer is needed, this is ${process.versions.node}`)
  process.exit(2)
}
try {
  process.cwd()
} catch (_error) {
  console.error('memlint: the working directory is gone')
  process.exit(2)
}
// Node's own exit code for what nobody caught is 1, which would look like findings.
process.on('uncaughtException', error => {
  console.error('memlint crashed. This is a bug.')
  console.error(error)
  process.exit(2)
})
require('./load-chunks.cjs').load('main.cjs')
