// What happens to a repository when `memlint --fix` is killed, interrupted, started twice, or has no room: afterwards
// every file is the old one or the new one, whole. Runs the built command line; needs root for file systems of its own
// and strace for kills between the writes of a run.
//
//   node test/real/crash-safety.mjs [rounds]
import { execFileSync, spawn, spawnSync } from 'node:child_process'
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { installSystemPackages } from './system-packages.mjs'

const rounds = Number(process.argv[2] ?? 12)
const scratch = mkdtempSync(join(tmpdir(), 'memlint-crash-'))
chmodSync(scratch, 0o755)
process.on('exit', () => rmSync(scratch, { recursive: true, force: true }))
// A copy that a user without rights may run.
for (const part of ['dist', 'docs', 'package.json'])
  cpSync(resolve(import.meta.dirname, '../..', part), join(scratch, part), { recursive: true })
const CLI = join(scratch, 'dist/cli.cjs')
const NOBODY = ['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups']

const FILES = 12
const OLD = `[pytest]\n# ${'why '.repeat(600)}\naddopts = -n auto\n`
const NEW = OLD.replace('-n auto', '-n auto --maxprocesses=4')
const CONFIG = JSON.stringify({
  hosts: { small: { memory: '16GiB', cpus: 8, kind: 'workstation' } },
  footprints: { 'pytest/workers': { perProcess: '3GiB' } },
})
const failures = []

needs('strace')
killedAtEachStep()
await interrupted()
await twoAtOnce()
fullDisk()
withoutRights()
await oddFiles()
brokenStreams()
for (const failure of failures) console.log(`FAIL ${failure}`)
console.log(`${failures.length} failures`)
process.exitCode = failures.length === 0 ? 0 : 1

/** SIGKILL at the n-th rename, open of a new file, write or sync of a run, for each n until a run gets through. */
function killedAtEachStep() {
  const counts = { killed: 0, partly: 0, temporary: 0 }
  for (const call of ['rename', 'openat', 'fsync', 'chmod']) {
    const step = call === 'openat' ? 11 : 1
    for (let nth = call === 'openat' ? 40 : 1, through = false; !through && nth < 400; nth += step) {
      const folder = project(`kill-${call}-${nth}`)
      const inject = `inject=${call === 'rename' ? 'rename,renameat,renameat2' : call}:signal=SIGKILL:when=${nth}`
      const { signal } = spawnSync(
        'strace',
        ['-f', '-qq', '-o', '/dev/null', '-e', inject, process.execPath, CLI, '--fix'],
        { cwd: folder, encoding: 'utf8' },
      )
      through = signal === null
      if (!through) counts.killed++
      const written = wholeFiles(folder, `SIGKILL at ${call} ${nth}`)
      const left = temporariesIn(folder)
      if (written > 0 && written < FILES) counts.partly++
      if (left.length > 0) counts.temporary++
      if (through && (written !== FILES || left.length > 0))
        fail(`a run that got through ${call} did not fix`)
      // The next run does what is left, and says what it found.
      if (!through && nth % 5 === 1) nextRun(folder, left)
      rmSync(folder, { recursive: true })
    }
  }
  console.log(
    `killed at ${counts.killed} steps: ${counts.partly} between two renames, ${counts.temporary} with temporary files left; every file old or new`,
  )
  if (counts.partly < 5 || counts.temporary < 5) fail('hardly a kill landed in the middle of writing')
}

function nextRun(folder, left) {
  for (const path of left) utimesSync(join(folder, path), 0, 0)
  const checked = memlint(folder, ['--exit-zero'])
  if (left.some(path => !checked.stdout.includes(`${path} was left by a run that was killed`)))
    fail(`no note of ${left[0]}: ${checked.stdout}`)
  if (temporariesIn(folder).length !== left.length) fail('a check removed files')
  if (memlint(folder, ['--fix']).status !== 0 || wholeFiles(folder, 'the run after') !== FILES)
    fail('the run after a killed one did not fix')
  if (temporariesIn(folder).length > 0) fail('the run after a killed one left its temporary files')
}

/** Ctrl-C at any moment: nothing written, or everything, and the process dies of the signal. */
async function interrupted() {
  const counts = { none: 0, all: 0, died: 0 }
  for (const signal of ['SIGINT', 'SIGTERM']) {
    const folder = project(`timing-${signal}`)
    const started = performance.now()
    memlint(folder, ['--fix'])
    const whole = performance.now() - started
    for (let round = 0; round < rounds; round++) {
      const at = project(`${signal}-${round}`)
      const { died } = await endedAfter(at, whole * (0.3 + (0.7 * round) / rounds), signal)
      const written = wholeFiles(at, signal)
      if (died) counts.died++
      if (written === FILES) counts.all++
      else if (written === 0) counts.none++
      else fail(`${signal} left ${written} of ${FILES} files written`)
      if (temporariesIn(at).length > 0) fail(`${signal} left temporary files`)
      rmSync(at, { recursive: true })
    }
  }
  // Between two renames, for certain.
  for (const nth of [1, 5, FILES]) {
    const folder = project(`sigint-rename-${nth}`)
    const args = ['-f', '-qq', '-o', '/dev/null', '-e', `inject=rename:signal=SIGINT:when=${nth}`]
    const { signal, status } = spawnSync('strace', [...args, process.execPath, CLI, '--fix'], { cwd: folder })
    if (signal !== 'SIGINT' && status !== 130) fail(`SIGINT at rename ${nth} ended with ${signal ?? status}`)
    if (wholeFiles(folder, 'SIGINT') !== FILES) fail(`SIGINT at rename ${nth} left files unwritten`)
    if (temporariesIn(folder).length > 0) fail(`SIGINT at rename ${nth} left temporary files`)
  }
  console.log(
    `interrupted ${counts.none + counts.all} times at random, ${counts.died} died of it: ${counts.none} times nothing was written, ${counts.all} times all of it; 3 times between renames: all of it`,
  )
}

function endedAfter(folder, ms, signal) {
  return new Promise(resolve => {
    const child = spawn(process.execPath, [CLI, '--fix'], { cwd: folder, stdio: 'ignore' })
    const timer = setTimeout(() => child.kill(signal), ms)
    child.on('close', (_code, by) => {
      clearTimeout(timer)
      resolve({ died: by === signal })
    })
  })
}

/** Both write, or one says that it wrote nothing, with the reason; nothing is torn and nothing is left. */
async function twoAtOnce() {
  let refused = 0
  for (let round = 0; round < rounds; round++) {
    const folder = project(`two-${round}`)
    const runs = await Promise.all([fixed(folder), fixed(folder)])
    if (wholeFiles(folder, 'two at once') !== FILES) fail('two at once left files unfixed')
    if (temporariesIn(folder).length > 0) fail('two at once left temporary files')
    for (const { status, stdout } of runs) {
      if (status === 0) continue
      refused++
      if (status !== 2 || !/nothing was written: .+ changed on disk since it was read/.test(stdout))
        fail(`the loser of two at once ended with ${status}: ${stdout.slice(-500)}`)
    }
    rmSync(folder, { recursive: true })
  }
  console.log(`two at once, ${rounds} times: ${refused} refused, all files new and whole`)
}

function fixed(folder) {
  return new Promise(resolve => {
    const child = spawn(process.execPath, [CLI, '--fix'], { cwd: folder })
    let stdout = ''
    child.stdout.on('data', data => {
      stdout += data
    })
    child.on('close', status => resolve({ status, stdout }))
  })
}

/** No room for bytes, and no room for files. */
function fullDisk() {
  for (const options of ['size=64k', 'nr_inodes=32']) {
    const folder = join(scratch, `full-${options}`)
    mkdirSync(folder)
    execFileSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', folder])
    try {
      project(`full-${options}`)
      if (options.startsWith('nr')) fill(folder, name => writeFileSync(name, ''))
      else fill(folder, name => writeFileSync(name, Buffer.alloc(4096)))
      const { status, stdout } = memlint(folder, ['--fix'])
      if (status !== 2 || !/nothing was written: ENOSPC/.test(stdout))
        fail(`a full disk (${options}) ended with ${status}: ${stdout.slice(-300)}`)
      if (wholeFiles(folder, options) !== 0) fail(`a full disk (${options}) left files written`)
      if (temporariesIn(folder).length > 0) fail(`a full disk (${options}) left temporary files`)
    } finally {
      execFileSync('umount', [folder])
    }
  }
  console.log('a full disk, by bytes and by files: nothing written, exit 2')
}

function fill(folder, one) {
  try {
    for (let index = 0; index < 1000; index++) one(join(folder, `filler-${index}`))
  } catch {
    // It is full now.
  }
}

/** As somebody who may not: files of mode 000, folders that cannot be read, folders that cannot be written. */
function withoutRights() {
  const folder = project('rights')
  execFileSync('chown', ['-R', '65534:65534', folder])
  chmodSync(join(folder, 'part-0/pytest.ini'), 0o000)
  chmodSync(join(folder, 'part-1'), 0o000)
  const first = memlint(folder, ['--exit-zero'], NOBODY)
  if (first.status !== 2 || !first.stdout.includes('part-0/pytest.ini cannot be read (EACCES)'))
    fail(`an unreadable file ended with ${first.status}: ${first.stdout}`)
  if (!first.stdout.includes('part-1 is left out: the folder cannot be read (EACCES)'))
    fail(`an unreadable folder is not noted: ${first.stdout}`)
  if (!first.stdout.includes('part-2/pytest.ini')) fail('what can be read beside it is not reported')
  chmodSync(join(folder, 'part-0/pytest.ini'), 0o644)
  chmodSync(join(folder, 'part-1'), 0o555)
  const second = memlint(folder, ['--fix'], NOBODY)
  if (second.status !== 2 || !/nothing was written: EACCES/.test(second.stdout))
    fail(`a read-only folder ended with ${second.status}: ${second.stdout.slice(-300)}`)
  chmodSync(join(folder, 'part-1'), 0o755)
  if (wholeFiles(folder, 'a read-only folder') !== 0 || temporariesIn(folder).length > 0)
    fail('a read-only folder left files written')
  chmodSync(folder, 0o000)
  const third = spawnSync(NOBODY[0], [...NOBODY.slice(1), process.execPath, CLI, folder], {
    cwd: scratch,
    encoding: 'utf8',
  })
  if (third.status !== 2 || !/^memlint: .+ cannot be read \(EACCES\)\n$/.test(third.stderr))
    fail(`a root that cannot be read ended with ${third.status}: ${third.stderr}`)
  chmodSync(folder, 0o755)
  console.log(
    'without rights: what cannot be read or written is said, the rest is reported, nothing is half written',
  )
}

/** Things by the name of a configuration that are no files, and links to them. */
async function oddFiles() {
  const folder = project('odd')
  const owned = ['Cargo.toml', 'setup.cfg', 'tox.ini', 'conftest.py', '.gitignore', 'requirements-dev.txt']
  const things = {
    fifo: path => execFileSync('mkfifo', [path]),
    socket: path => new Promise(done => createServer().listen(path, done).unref()),
    device: path => execFileSync('mknod', [path, 'c', '1', '5']),
    zero: path => symlinkSync('/dev/zero', path),
    tty: path => symlinkSync('/dev/tty', path),
    endless: path => symlinkSync('/proc/self/fd/0', path),
    loop: path => symlinkSync(path, path),
    itself: path => symlinkSync('.', path),
  }
  for (const [name, make] of Object.entries(things)) {
    for (const file of owned) {
      const at = join(folder, `${name}-${file.replace(/\W/g, '')}`)
      mkdirSync(at)
      await make(join(at, file))
    }
  }
  const { status, stdout, signal } = memlint(folder, ['--fix'])
  if (signal || status !== 0) fail(`odd files ended with ${signal ?? status}: ${stdout.slice(-600)}`)
  if (wholeFiles(folder, 'odd files') !== FILES) fail('odd files kept others from being fixed')
  console.log(
    `${Object.keys(things).length * owned.length} pipes, sockets, devices and loops by owned names: none read`,
  )
}

function brokenStreams() {
  const folder = project('streams')
  const shell = (command, expected, pattern) => {
    const { status, stderr, signal } = spawnSync('bash', ['-c', command, '--', process.execPath, CLI], {
      cwd: folder,
      encoding: 'utf8',
      timeout: 60_000,
    })
    if (status !== expected || !pattern.test(stderr))
      fail(`${command} ended with ${signal ?? status}: ${stderr.slice(0, 300)}`)
  }
  const full = /^memlint: standard output cannot be written \(ENOSPC\)/
  for (const args of [
    '--exit-zero',
    'plan',
    'host',
    'rules',
    '--help',
    'explain pytest/workers-exceed-memory',
  ])
    shell(`"$@" ${args} > /dev/full`, 2, full)
  for (const format of ['json']) shell(`"$@" --exit-zero --format ${format} > /dev/full`, 2, full)
  shell('"$@" --exit-zero --output-file /dev/full > /dev/null', 2, /ENOSPC/)
  shell('"$@" nowhere 2> /dev/full', 2, /^$/)
  shell('"$@" --exit-zero >&-', 0, /^$/)
  shell('"$@" --stdin-filename pytest.ini <&- > /dev/null', 0, /^$/)
  shell('"$@" --stdin-filename pytest.ini < .', 2, /^memlint: standard input cannot be read \(EISDIR\)\n$/)
  shell('printf "\\xff" | "$@" --stdin-filename pytest.ini', 2, /^memlint: standard input:1:1: a byte that/)
  shell('mkdir gone && cd gone && rmdir ../gone && "$@"', 2, /^memlint: the working directory is gone\n$/)
  shell('ln -s loop loop && "$@" loop', 0, /^$/)
  console.log('full, closed and broken streams: exit codes and messages as documented')
}

/** A new project in which every file has one safe fix. */
function project(name) {
  const folder = join(scratch, name)
  for (let index = 0; index < FILES; index++) {
    mkdirSync(join(folder, `part-${index}`), { recursive: true })
    writeFileSync(join(folder, `part-${index}/pytest.ini`), OLD)
  }
  writeFileSync(join(folder, 'requirements.txt'), 'pytest\npytest-xdist\n')
  writeFileSync(join(folder, 'memlint.config.json'), CONFIG)
  return folder
}

/** How many files are new; all others must be the old ones, whole. */
function wholeFiles(folder, when) {
  let written = 0
  for (let index = 0; index < FILES; index++) {
    const path = join(folder, `part-${index}/pytest.ini`)
    const text = existsSync(path) ? readFileSync(path, 'utf8') : undefined
    if (text === NEW) written++
    else if (text !== OLD) fail(`${when}: part-${index}/pytest.ini is neither old nor new`)
  }
  return written
}

function temporariesIn(folder) {
  return readdirSync(folder, { recursive: true })
    .map(String)
    .filter(path => path.endsWith('.tmp'))
}

function memlint(folder, args, before = []) {
  const [command, ...rest] = [...before, process.execPath, CLI, ...args]
  return spawnSync(command, rest, { cwd: folder, encoding: 'utf8', timeout: 60_000 })
}

function needs(tool) {
  if (spawnSync(tool, ['--version']).status !== 0) installSystemPackages(tool)
}

function fail(message) {
  failures.push(message)
}
