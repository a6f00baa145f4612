// Gives the built command line files that are made to stop it, one at a time, beside a healthy project: too large, too
// deep, too many, too long, in other encodings, or no files at all. No process may crash, hang or take more than half a
// GiB of JavaScript memory; each file must be read, be a finding or be a note, keep its bytes, and the healthy project's
// finding must still be there. Fails when one is not, or when a case takes longer than it may.
//
//   node test/real/hostile-inputs.mjs [pattern of the names of cases]
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { HEALTHY, hostileCases } from './hostile-cases.mjs'

const CLI = fileURLToPath(new URL('../../dist/cli.cjs', import.meta.url))
const HEAP_MIB = 512
/** On a machine with as much to do as a busy CI's. `npm run bench` has what it takes. */
const LIMIT_MS = 30_000

const wanted = new RegExp(process.argv[2] ?? '')
const scratch = mkdtempSync(join(tmpdir(), 'memlint-hostile-'))
process.on('exit', () => rmSync(scratch, { recursive: true, force: true }))

const results = hostileCases()
  .filter(({ name }) => wanted.test(name))
  .map(attempt)
for (const { name, failure } of results.filter(each => each.failure)) console.log(`FAIL ${name}: ${failure}`)
const slowest = results.toSorted((a, b) => b.ms - a.ms).slice(0, 8)
for (const { name, ms, mib, outcome } of slowest)
  console.log(`  ${(ms / 1000).toFixed(2).padStart(6)} s ${String(mib).padStart(5)} MiB  ${name}: ${outcome}`)
const largest = results.toSorted((a, b) => b.mib - a.mib)[0]
console.log(`  most memory: ${largest?.mib} MiB, ${largest?.name}`)
const failed = results.filter(each => each.failure).length
console.log(`${results.length} hostile inputs, ${failed} failures`)
process.exitCode = failed === 0 && results.length > 0 ? 0 : 1

function attempt({ name, path, make }) {
  const folder = mkdtempSync(join(scratch, 'case-'))
  for (const [file, text] of Object.entries(HEALTHY)) write(join(folder, file), text)
  const target = join(folder, path)
  mkdirSync(dirname(target), { recursive: true })
  const content = make(target)
  if (content !== undefined) writeFileSync(target, content)
  const before = readFileSync(target)
  const started = performance.now()
  const run = memlint(folder)
  const ms = performance.now() - started
  const outcome = outcomeOf(path, run)
  const healthy = readFileSync(join(folder, 'healthy/pytest.ini'), 'utf8')
  const failure =
    failureOf(run) ??
    (readFileSync(target).equals(before) ? undefined : 'its bytes changed') ??
    (healthy.includes('--maxprocesses') ? undefined : 'the healthy project beside it was not fixed')
  rmSync(folder, { recursive: true, force: true })
  return { name, ms, mib: run.mib, outcome, failure }
}

function write(path, text) {
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, text)
}

/** One run under a small heap, with all fixes written. */
function memlint(folder) {
  const args = ['check', '--fix', '--unsafe-fixes', '--format', 'json']
  const { status, signal, stdout, stderr } = spawnSync(
    '/usr/bin/time',
    ['-f', 'peak %M', process.execPath, `--max-old-space-size=${HEAP_MIB}`, CLI, ...args],
    { cwd: folder, encoding: 'utf8', timeout: LIMIT_MS, maxBuffer: 1 << 28 },
  )
  return { status, signal, stdout, stderr, mib: Math.round(Number(/peak (\d+)/.exec(stderr)?.[1]) / 1024) }
}

function reportOf(text) {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function outcomeOf(path, { stdout }) {
  const report = reportOf(stdout)
  const finding = report?.findings.find(each => each.rule === 'memlint/unreadable')
  if (finding) return `${finding.file}:${finding.line}:${finding.column} ${finding.message.slice(0, 120)}`
  return report?.notes.find(note => note.includes(path)) ?? 'read'
}

function failureOf({ signal, status, stdout, stderr }) {
  if (signal) return `took longer than ${LIMIT_MS / 1000} s, or was killed by ${signal}`
  if (status !== 0 && status !== 1) return `exit ${status}: ${stderr.slice(0, 600)}`
  return reportOf(stdout) ? undefined : 'no report'
}
