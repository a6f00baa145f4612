#!/usr/bin/env node
'use strict'
try {
  require('./load-chunks.cjs').load('main.cjs')
} catch (error) {
  // Node's own code for what nobody catches is 1, which says that there are findings.
  console.error(`memlint could not start: ${error instanceof Error ? error.message : error}`)
  process.exitCode = 2
}
