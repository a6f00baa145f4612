// What memlint costs, as ratios to something everybody has. A report, not a test: machines differ, so nothing
// fails here. Each pair of commands runs alternately and the median of the pairs' ratios is printed, since a
// machine that slows down slows both. Usage: npm run bench
import { execFileSync, spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { cpus, tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { HEALTHY, hostileCases } from '../test/real/hostile-cases.mjs'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const nothing = ['-e', '0']

// Reading certificates at start-up would dwarf everything else.
const { NODE_EXTRA_CA_CERTS, ...env } = process.env

const COLD_RUNS = 21
const TREE_RUNS = 5
const HOSTILE_RUNS = 3

const scratch = mkdtempSync(join(tmpdir(), 'memlint-bench-'))
process.on('exit', () => rmSync(scratch, { recursive: true, force: true }))

// A copy, so that a build that happens meanwhile changes nothing.
cpSync(join(root, 'dist'), join(scratch, 'dist'), { recursive: true })
const memlint = [join(scratch, 'dist/cli.cjs'), 'check', '--exit-zero']

const rows = [
  coldStart('cold start, empty folder', folder('empty'), 2.5),
  coldStart('cold start, Rust incident', join(root, 'fixtures/incidents/rust'), 2.5),
  coldStart('cold start, Python incident', join(root, 'fixtures/incidents/python'), 8),
  ...javascript(),
  ...hook(),
  ...peers(),
  ...tree(),
  ...hostile(),
]
console.log(`node ${process.version}, ${cpus().length} × ${cpus()[0]?.model ?? 'cpu'}\n`)
console.table(Object.fromEntries(rows.map(({ what, ...row }) => [what, row])))

function coldStart(what, cwd, target, args = ['.']) {
  const { ratio, ours, theirs } = compare(
    () => node([...memlint, ...args], cwd),
    () => node(nothing, cwd),
    COLD_RUNS,
  )
  return {
    what,
    measured: `${ratio.toFixed(2)} × node -e 0`,
    target: `≤ ${target}`,
    'median ms': `${ours.toFixed(0)} to ${theirs.toFixed(0)}`,
    'peak MiB': peakOf([...memlint, ...args], cwd),
  }
}

/** Configurations that are code need the parser of TypeScript, and nobody else pays for it. Read alone it takes 62 ms (2.5 × `node -e 0`). */
function javascript() {
  const files = {
    'package.json': '{ "scripts": { "test": "vitest run" }, "devDependencies": { "vitest": "4.1.12" } }\n',
  }
  const config = `import { defineConfig } from 'vitest/config'

export default defineConfig({ test: { maxWorkers: process.env.CI ? 2 : '50%', testTimeout: 20_000 } })
`
  const repositories = [
    ['package.json alone', files, 2.5],
    ['with a vitest.config.ts', { ...files, 'vitest.config.ts': config }, 5],
  ]
  return repositories.map(([what, texts, target], index) => {
    const cwd = folder(`javascript-${index}`)
    for (const [file, text] of Object.entries(texts)) place(join(cwd, file), text)
    return coldStart(`cold start, ${what}`, cwd, target)
  })
}

/**
 * What a commit waits for, in a repository of 1,600 folders and 4,000 files: hooks pass the files of the commit. The plan
 * is of all files, and a third of the time goes into listing the folders.
 */
function hook() {
  const cwd = folder('repository')
  const configurations = generateTree(cwd, 800)
  const commits = [
    ['a file that nobody owns', ['area-0/part-0/module-0/README.md'], 2.5],
    ['1 configuration', configurations.slice(0, 1), 8],
    ['20 configurations', configurations.slice(0, 20), 8],
  ]
  return commits.map(([what, files, target]) => coldStart(`hook, ${what}`, cwd, target, ['--fix', ...files]))
}

/** Linters people know, on the Rust incident; none of them does the same work. */
function peers() {
  const cwd = join(root, 'fixtures/incidents/rust')
  const known = [
    ['biome', 'node_modules/@biomejs/biome/bin/biome', ['lint', '.']],
    ['eslint', 'node_modules/eslint/bin/eslint.js', ['--no-config-lookup', '--pass-on-no-patterns', '.']],
  ]
  return known.map(([name, path, args]) => {
    const script = join(root, path)
    if (!existsSync(script)) return { what: `${name}, for comparison`, measured: 'skipped: not installed' }
    const { ratio, ours, theirs } = compare(
      () => node([script, ...args], cwd, { mayFail: true }),
      () => node(nothing, cwd),
      COLD_RUNS,
    )
    return {
      what: `${name}, for comparison`,
      measured: `${ratio.toFixed(2)} × node -e 0`,
      target: '-',
      'median ms': `${ours.toFixed(0)} to ${theirs.toFixed(0)}`,
    }
  })
}

/** 20,000 folders with 100,000 files, 3,000 of them configurations, against git listing and Node reading them. */
function tree() {
  const cwd = folder('tree')
  const started = performance.now()
  const configurations = generateTree(cwd, 20_000)
  console.error(`generated the tree in ${((performance.now() - started) / 1000).toFixed(0)} s`)
  writeFileSync(join(scratch, 'configurations.json'), JSON.stringify(configurations))
  const listAndRead = `
    const { execFileSync } = require('node:child_process')
    const { readFileSync } = require('node:fs')
    const files = execFileSync('git', ['ls-files', '-z'], { maxBuffer: 1e9, encoding: 'utf8' }).split('\\0')
    for (const path of JSON.parse(readFileSync(${JSON.stringify(join(scratch, 'configurations.json'))}, 'utf8')))
      readFileSync(path, 'utf8')
    if (files.length < 100000) process.exit(1)`
  const { ratio, ours, theirs } = compare(
    () => node([...memlint, '.'], cwd),
    () => node(['-e', listAndRead], cwd),
    TREE_RUNS,
  )
  return [
    {
      what: 'tree of 100,000 files, 3,000 configurations',
      measured: `${ratio.toFixed(2)} × git ls-files and reading those`,
      target: '≤ 3',
      'median ms': `${ours.toFixed(0)} to ${theirs.toFixed(0)}`,
      'peak MiB': peakOf([...memlint, '.'], cwd),
    },
  ]
}

/** Files made to be slow, each beside a project of every tool. What each may take is the same everywhere. */
function hostile() {
  const wanted = [
    'pytest.ini: words',
    'Cargo.toml: a million array tables',
    'Cargo.toml: nested inline tables',
    '.vscode/settings.json: one key over and over',
    '.github/workflows/ci.yml: tags',
    '.github/workflows/ci.yml: laughs',
    'conftest.py: parentheses',
    'conftest.py: elifs',
    'conftest.py: closing',
    'requirements.txt: quotes',
    'requirements.txt: 50 MiB',
    '.gitignore: spaces',
  ]
  return hostileCases()
    .filter(({ name }) => wanted.includes(name))
    .map(({ name, path, make }, index) => {
      const cwd = folder(`hostile-${index}`)
      for (const [file, text] of Object.entries(HEALTHY)) place(join(cwd, file), text)
      const content = make(join(cwd, path))
      if (content !== undefined) place(join(cwd, path), content)
      const { ratio, ours, theirs } = compare(
        () => node([...memlint, '.'], cwd),
        () => node(nothing, cwd),
        HOSTILE_RUNS,
      )
      return {
        what: name,
        measured: `${(ours / 1000).toFixed(2)} s, ${ratio.toFixed(1)} × node -e 0`,
        target: '≤ 10 s, 150 ×',
        'median ms': `${ours.toFixed(0)} to ${theirs.toFixed(0)}`,
      }
    })
}

function place(path, content) {
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, content)
}

function generateTree(base, folders) {
  const configurations = []
  for (let index = 0; index < folders; index++) {
    const path = `area-${index % 20}/part-${Math.floor(index / 20) % 50}/module-${Math.floor(index / 1000)}`
    mkdirSync(join(base, path), { recursive: true })
    const written = configurationFor(index)
    if (written) {
      const [name, text] = written
      if (name.includes('/')) mkdirSync(dirname(join(base, path, name)))
      configurations.push(`${path}/${name}`)
      writeFileSync(join(base, path, name), text)
    }
    const others = ['main.py', 'lib.rs', 'index.ts', 'README.md', 'data.json']
    for (const name of written ? others.slice(1) : others) writeFileSync(join(base, path, name), 'x\n')
  }
  const git = (...args) => execFileSync('git', ['-c', 'core.autocrlf=false', ...args], { cwd: base })
  git('init', '--quiet')
  git('add', '.')
  return configurations
}

/** 3 in 20 folders are configured, as in a repository of many services. */
function configurationFor(index) {
  const kind = Math.floor(index / 20)
  if (index % 20 === 0) return ['pytest.ini', `[pytest]\naddopts = ${kind % 10 ? '-q' : '-n auto'}\n`]
  if (index % 20 === 1) return ['Cargo.toml', manifest(kind)]
  if (index % 20 === 2)
    return [
      '.vscode/settings.json',
      `{\n  // service ${kind}\n  "editor.tabSize": ${2 + (kind % 2) * 2}\n}\n`,
    ]
  return undefined
}

function manifest(kind) {
  return `[package]\nname = "part-${kind}"\nversion = "0.1.0"\nedition = "2021"\n\n[dependencies]\nserde = "1"\n${
    kind % 10 ? '' : '\n[profile.dev]\ndebug = 1\n'
  }`
}

/** Runs both by turns; the first pair warms the file cache up and does not count. */
function compare(ours, theirs, runs) {
  const pairs = Array.from({ length: runs + 1 }, () => [ours(), theirs()]).slice(1)
  return {
    ratio: median(pairs.map(([a, b]) => a / b)),
    ours: median(pairs.map(([a]) => a)),
    theirs: median(pairs.map(([, b]) => b)),
  }
}

/** Milliseconds that a run of Node takes from start to end. */
function node(args, cwd, { mayFail = false } = {}) {
  const started = performance.now()
  const { status, stderr } = spawnSync(process.execPath, args, {
    cwd,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const took = performance.now() - started
  if (status !== 0 && !mayFail) throw new Error(`${args.join(' ')} failed in ${cwd}: ${stderr}`)
  return took
}

/** The largest resident set of a run, as the system counted it. */
function peakOf(args, cwd) {
  const file = join(scratch, 'peak')
  const report = `import { writeFileSync } from 'node:fs'
    process.on('exit', () => writeFileSync(${JSON.stringify(file)}, String(process.resourceUsage().maxRSS)))`
  node(['--import', `data:text/javascript,${encodeURIComponent(report)}`, ...args], cwd)
  return Math.round(Number(readFileSync(file, 'utf8')) / 1024)
}

function folder(name) {
  const path = join(scratch, name)
  mkdirSync(path)
  return path
}

function median(values) {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
}
