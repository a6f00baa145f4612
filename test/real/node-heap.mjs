// What node makes of every way to limit its heap, as `v8.getHeapStatistics()` says it, before and after memlint's fix.
//
//   node test/real/node-heap.mjs
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { applyFixes, reportOf } from './memlint.mjs'

const RULE = 'node/heap-exceeds-host'
const HOST_MIB = 6 * 1024
/** Above the host's memory, and like no default of node's. */
const CAP = 30_000
/** What V8 adds to the limit for young objects, at most. */
const YOUNG_MIB = 256

const script = (text, expected) => ({
  name: text,
  files: { 'package.json': { scripts: { heap: text } } },
  expected,
})
const npmrc = (text, expected) => ({
  name: `.npmrc: ${text}`,
  files: { '.npmrc': text, 'package.json': { scripts: { heap: 'node heap.cjs' } } },
  expected,
})
const CASES = [
  script(`node --max-old-space-size=${CAP} heap.cjs`, 'capped'),
  script(`node --max_old_space_size=${CAP} heap.cjs`, 'capped'),
  script(`node --max-old-space-size=512 --max_old_space_size=${CAP} heap.cjs`, 'capped'),
  script(`NODE_OPTIONS=--max-old-space-size=${CAP} node heap.cjs`, 'capped'),
  script(`NODE_OPTIONS="--no-warnings --max-old-space-size=${CAP}" node heap.cjs`, 'capped'),
  script(`export NODE_OPTIONS='--max-old-space-size=${CAP}'; node heap.cjs`, 'capped'),
  npmrc(`node-options=--max-old-space-size=${CAP}`, 'capped'),
  npmrc(`node-options="--max-old-space-size=${CAP} --no-warnings"`, 'capped'),
  npmrc(`node-options=--max-old-space-size=512\nnode-options=--max-old-space-size=${CAP} ; why`, 'capped'),
  npmrc(`node_options=--max-old-space-size=${CAP}`, 'not'),
  script(`node --max-old-space-size=${CAP} --max-old-space-size=512 heap.cjs`, 'not'),
  script('node --max-old-space-size=0 heap.cjs', 'not'),
  script(`node heap.cjs --max-old-space-size=${CAP}`, 'not'),
  script(`node --max-old-space-size=${CAP}MB heap.cjs`, 'not'),
  script(`node --max-old-space-size=3e4 heap.cjs`, 'not'),
]

const folder = mkdtempSync(join(tmpdir(), 'memlint-heap-'))
let failed = 0
try {
  const host = { memory: `${HOST_MIB}MiB`, cpus: 4 }
  writeFileSync(join(folder, 'memlint.config.json'), JSON.stringify({ hosts: { here: host } }))
  for (const [index, { files }] of CASES.entries()) write(join(folder, `case${index}`), files)
  const before = CASES.map((_, index) => limitOf(index))
  const found = applyFixes(folder, [RULE]).findings.map(({ file }) => file.split('/')[0])
  for (const [index, { name, expected }] of CASES.entries()) {
    const finds = found.includes(`case${index}`)
    const capped = before[index] >= CAP && before[index] <= CAP + YOUNG_MIB
    const said = before[index] === undefined ? 'node refuses' : `a heap of ${before[index]} MiB`
    if (expected === 'not') check(`${name}: ${said}, and memlint says nothing`, !capped && !finds)
    else {
      const after = limitOf(index)
      check(
        `${name}: ${said}, ${after} MiB after the fix`,
        capped && finds && after < HOST_MIB && after > 1024,
      )
    }
  }
  check('nothing is left to find', reportOf(folder, [RULE]).findings.length === 0)
} finally {
  rmSync(folder, { recursive: true, force: true })
}
process.exitCode = failed === 0 ? 0 : 1

function write(into, files) {
  mkdirSync(into)
  const print = "console.log(require('node:v8').getHeapStatistics().heap_size_limit / 1048576)\n"
  for (const [name, content] of Object.entries({ ...files, 'heap.cjs': print }))
    writeFileSync(join(into, name), typeof content === 'string' ? content : JSON.stringify(content))
}

/** In MiB; undefined where node does not start. */
function limitOf(index) {
  const env = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => name !== 'NODE_OPTIONS' && !/^npm_/i.test(name)),
  )
  const { stdout } = spawnSync('npm', ['run', '--silent', 'heap'], {
    cwd: join(folder, `case${index}`),
    env,
    encoding: 'utf8',
  })
  const limit = Number.parseFloat(stdout ?? '')
  return Number.isFinite(limit) ? Math.round(limit) : undefined
}

function check(text, holds) {
  console.log(`${holds ? 'ok  ' : 'FAIL'} ${text}`)
  if (!holds) failed++
}
