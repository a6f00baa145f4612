// What the built command says on a real terminal while it takes long: a line on standard error that comes, changes and
// goes away, and nothing of it in what is reported. Takes about 10 seconds; `script` (util-linux) makes the terminal.
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const CLI = fileURLToPath(new URL('../../dist/cli.cjs', import.meta.url))
const INCIDENT = fileURLToPath(new URL('../../fixtures/incidents/python', import.meta.url))
const CLEAR = '\r\u001b[K'

const scratch = mkdtempSync(join(tmpdir(), 'memlint-progress-'))
process.on('exit', () => rmSync(scratch, { recursive: true, force: true }))

// Without configurations of their own, they are one project.
const COPIES = 150
for (let index = 0; index < COPIES; index++)
  cpSync(INCIDENT, join(scratch, `service-${index}`), {
    recursive: true,
    filter: path => !path.endsWith('memlint.config.json'),
  })
writeFileSync(join(scratch, 'memlint.config.json'), '{"hosts": {"laptop": {"memory": "16GiB", "cpus": 8}}}')

const piped = run('in a pipe', { CI: undefined })
assert.equal(piped.terminal, '', 'a pipe gets no progress')
assert.ok(piped.seconds > 1, `the run must be long, and took ${piped.seconds.toFixed(1)} s`)

const watched = run('on a terminal', { CI: undefined })
const lines = watched.terminal.split(CLEAR)
assert.equal(lines.shift(), '', 'the line begins where the terminal is')
assert.equal(lines.pop(), '', 'the line is gone in the end')
assert.ok(lines.length > 2, `it changes: ${JSON.stringify(lines)}`)
for (const line of lines)
  assert.match(line, /^memlint: (reading folders|(reading|parsing) files|checking), \d+ (so far|of \d+)$/)
// Which steps are seen is chance, but one of files takes most of the time.
assert.ok(lines.some(line => /(reading|parsing) files|checking/.test(line)))
assert.equal(watched.report, piped.report, 'the report is the same')
console.log(
  `${piped.seconds.toFixed(1)} s piped, ${watched.seconds.toFixed(1)} s watched: ${lines.length} lines`,
)

for (const [what, env, args] of [
  ['in CI', { CI: 'true' }, []],
  ['on a dumb terminal', { CI: undefined, TERM: 'dumb' }, []],
  ['with --quiet', { CI: undefined }, ['--quiet']],
])
  assert.equal(run('on a terminal', env, args).terminal, '', `nothing is shown ${what}`)

/** One run with its report in a file, and what its standard error, a terminal or a pipe, got. */
function run(where, env, args = []) {
  const command = [process.execPath, CLI, '--exit-zero', ...args].map(word => `'${word}'`).join(' ')
  const started = performance.now()
  const options = {
    cwd: scratch,
    env: { ...process.env, TERM: 'xterm', ...env },
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  }
  const report = join(tmpdir(), `memlint-progress-${process.pid}.txt`)
  const terminal =
    where === 'on a terminal'
      ? execFileSync(
          'script',
          ['--quiet', '--return', '--command', `${command} > '${report}'`, '/dev/null'],
          options,
        )
      : execFileSync('sh', ['-c', `${command} 2>&1 > '${report}'`], options)
  const seconds = (performance.now() - started) / 1000
  const text = readFileSync(report, 'utf8')
  rmSync(report)
  return { terminal, report: text, seconds }
}
