// Compares what memlint makes of pytest's configuration with pytest, xdist and Python themselves: which of the
// seven files wins, how many workers each spelling starts, how addopts is split, and that a cap written by the
// fix is the number of workers that then really start.
//
//   node test/real/pytest-config.mjs [folders] [command lines] [seed]
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { build } from 'esbuild'
import { virtualEnvironment } from './virtual-environment.mjs'

const TESTS = `
import os
import pytest

@pytest.mark.parametrize("index", range(8))
def test_worker(index):
    with open(os.environ["MEMLINT_OUT"], "a") as out:
        out.write(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "in process") + "\\n")
`

const folders = Number(process.argv[2] ?? 1500)
const lines = Number(process.argv[3] ?? 50_000)
const random = randomNumbers(Number(process.argv[4] ?? 20261122))
const work = mkdtempSync(join(tmpdir(), 'memlint-pytest-'))
const python = virtualEnvironment(['pytest', 'pytest-xdist', 'psutil'])
let failures = 0
try {
  const memlint = await loadMemlint()
  const [facts] = ask([{ kind: 'facts' }])
  console.log(`${facts.versions}; ${facts.logical} cpus, ${facts.physical} cores`)
  compareWinners(memlint)
  compareWords(memlint)
  compareWorkers(memlint, facts)
  checkCaps(memlint)
} finally {
  rmSync(work, { recursive: true, force: true })
}
process.exitCode = failures === 0 ? 0 : 1

function compareWinners({ configOf, optionOf, argumentsOf, parseIni, parseToml }) {
  const trees = Array.from({ length: folders }, (_, index) => randomTree(index))
  const requests = trees.map(({ folder }) => ({ kind: 'winner', folder }))
  const counts = { folders: 0, won: 0, none: 0, stopped: 0, different: 0 }
  for (const [index, answer] of ask(requests).entries()) {
    const tree = trees[index]
    counts.folders++
    const { winner, shadowed } = configOf('', sourcesOf(tree.files, { parseIni, parseToml }), true)
    if (answer.error) {
      // Where pytest stops there is nothing to agree on.
      counts.stopped++
      continue
    }
    const addopts = winner && optionOf(winner, 'addopts')
    const ours = {
      file: winner?.path ?? null,
      addopts: addopts ? (argumentsOf(addopts)?.map(each => each.text) ?? []) : [],
      ignored: shadowed.map(file => file.path),
    }
    // pytest names a pyproject.toml without any table of its own when nothing else is there.
    const bare = answer.file === 'pyproject.toml' && answer.ignored.length === 0 && !ours.file
    const theirs = { ...answer, file: bare ? null : answer.file }
    if (ours.file) counts.won++
    else counts.none++
    if (typeof answer.addopts === 'string') theirs.addopts = ours.addopts
    if (JSON.stringify(ours) === JSON.stringify(theirs)) continue
    counts.different++
    if (counts.different <= 5)
      console.log(JSON.stringify({ files: tree.files, ours, pytest: answer }, null, 1))
  }
  failures += counts.different
  console.log(
    `which file wins: ${counts.folders} folders, ${counts.won} with a winner, ${counts.none} without, ${counts.stopped} at which pytest stops, ${counts.different} different`,
  )
}

/** Each file absent, or in one of the shapes in which it does and does not count. */
function randomTree(index) {
  const shapes = {
    'pytest.toml': ['', '[pytest]\naddopts = ["-q"]\n', '[tool.pytest]\naddopts = ["-q"]\n', '[pytest]\n'],
    '.pytest.toml': ['', '[pytest]\naddopts = ["-v", "-m", "not x"]\n'],
    'pytest.ini': ['', '[pytest]\naddopts = -q\n', '[other]\na = 1\n', '# nothing\n', '[pytest]\n'],
    '.pytest.ini': ['', '[pytest]\naddopts =\n  -q\n  # no\n  -m "a b"\n', '[tool:pytest]\naddopts = -q\n'],
    'pyproject.toml': [
      '',
      '[project]\nname = "x"\nversion = "1"\n',
      '[tool.pytest.ini_options]\naddopts = "-q -m \'a b\'"\n',
      '[tool.pytest.ini_options]\naddopts = ["-q", "-m", "a b"]\n',
      '[tool.pytest.ini_options]\n',
      '[tool.pytest]\n',
      '[tool.pytest]\n  [tool.pytest.ini_options]\n  addopts = "-q"\n',
      '[tool.pytest]\naddopts = ["-v"]\n',
      '[tool.pytest-watcher]\nnow = true\n',
      '[tool.pytest]\naddopts = ["-v"]\n[tool.pytest.ini_options]\n',
      '[tool.pytest]\nini_options = { addopts = "-q" }\n',
    ],
    'tox.ini': [
      '[tox]\nenvlist = py\n',
      '[pytest]\naddopts = -q\n',
      '[tool:pytest]\naddopts = -q\n',
      '[pytest]\n',
    ],
    'setup.cfg': ['[metadata]\nname = x\n', '[tool:pytest]\naddopts = -q\n', '[tool:pytest]\n'],
  }
  const folder = join(work, `tree-${index}`)
  mkdirSync(folder)
  const files = {}
  for (const [name, texts] of Object.entries(shapes)) {
    if (random() < 0.55) continue
    files[name] = texts[Math.floor(random() * texts.length)]
    writeFileSync(join(folder, name), files[name])
  }
  return { folder, files }
}

function compareWords({ splitWords }) {
  const pieces = [
    '-n',
    'auto',
    ' ',
    ' ',
    '  ',
    '\t',
    '\n',
    '\r',
    '"',
    "'",
    '\\',
    '#',
    '=',
    'a',
    'é',
    '\u00a0',
    '\f',
    '$X',
  ]
  const texts = Array.from({ length: lines }, () => {
    const length = Math.floor(random() * 9)
    return Array.from({ length }, () => pieces[Math.floor(random() * pieces.length)]).join('')
  })
  let different = 0
  let refused = 0
  for (const [index, theirs] of ask(texts.map(line => ({ kind: 'words', line }))).entries()) {
    const ours = splitWords(texts[index])?.map(word => word.text) ?? null
    if (ours === null) refused++
    if (JSON.stringify(ours) === JSON.stringify(theirs)) continue
    different++
    if (different <= 5) console.log(JSON.stringify({ line: texts[index], ours, python: theirs }))
  }
  failures += different
  console.log(`how addopts is split: ${texts.length} lines, ${refused} refused, ${different} different`)
}

/** Every spelling, started for real with two tests for each worker, with and without psutil. */
function compareWorkers({ argumentsOf, readOptions, countWorkers, processesOn, parseIni }, facts) {
  const spellings = [
    '-n 3',
    '-n3',
    '-n=3',
    '--numprocesses=3',
    '--numprocesses 3',
    '"-n 3"',
    '-n +2',
    '-n 4 -n 2',
    '-n auto',
    '-nauto',
    '-n=auto',
    '-n logical',
    '--numprocesses=logical',
    '-n 0',
    '-n -1',
    '-n-1',
    '-n 3 -n 0',
    '-n auto --maxprocesses=1',
    '-n logical --maxprocesses 1',
    '-n 3 --maxprocesses=2',
    '--maxprocesses=2 -n 3',
    '-n 2 --maxprocesses=3',
    '-n 2 --maxprocesses=0',
    '-n 2 --maxprocesses=-1',
    '-n 3 --maxprocesses=1 --maxprocesses=2',
    '--maxprocesses=2',
    '--tx 2*popen',
    '--tx 2*popen -d',
    '--tx=2*popen --dist=load',
    '--tx popen --tx popen --dist each',
    '--tx 2*popen --dist=load --dist=no',
    '-d --tx 2*popen --dist=no',
    '--tx 2*popen -d -n 1',
    '--tx 2*popen -d -n 0',
    '-d',
    '--dist=loadgroup',
    '-n 2 --dist=no',
    '-n 2 --dist worksteal',
    '-n 2 -m "not -n"',
    '-p no:xdist',
    '-n 2 -p no:xdist',
    '-n 2 -p no:xdist -p xdist',
    '-qn3',
    '-vd --tx 2*popen',
    '-n Auto',
    '-n 2.5',
    '"-n auto"',
    '-n',
    '-n --dist load',
    '--dist=fast -n 2',
    '--numproc=2',
  ]
  const folder = join(work, 'workers')
  mkdirSync(folder)
  writeFileSync(join(folder, 'test_workers.py'), TESTS)
  const document = parseIni('pytest.ini', '[pytest]\naddopts = x\n')
  let different = 0
  let runs = 0
  for (const psutil of [true, false]) {
    for (const spelling of spellings) {
      if (!psutil && !/auto|logical/.test(spelling)) continue
      runs++
      const all = argumentsOf({ value: spelling, document, at: ['pytest', 'addopts'] }) ?? []
      const options = readOptions(all)
      const { count, distributed } = countWorkers(options, { psutil })
      const cpus = { value: psutil ? facts.logical_psutil : facts.logical }
      const number = processesOn(count, { cpus, physicalCpus: { value: facts.physical } })
      const stops =
        options.refused || (options.xdistDisabled && spelling.includes('-n')) || spelling.includes('numproc=')
      const ours = stops ? 'stops' : distributed ? String(number) : 'in process'
      writeFileSync(join(folder, 'pytest.ini'), `[pytest]\naddopts = ${spelling}\n`)
      const theirs = workersOf(folder, psutil)
      if (ours === theirs) continue
      different++
      console.log(`${spelling} (psutil: ${psutil}): memlint says ${ours}, xdist ${theirs}`)
    }
  }
  failures += different
  console.log(`how many workers start: ${runs} runs, ${different} different`)
}

/** The number of workers that a plain pytest in a folder starts: `3`, `in process` or `stops`. */
function workersOf(folder, psutil) {
  const out = join(work, 'out')
  const hidden = join(work, 'without-psutil')
  mkdirSync(hidden, { recursive: true })
  writeFileSync(join(hidden, 'psutil.py'), 'raise ImportError("hidden")\n')
  writeFileSync(out, '')
  const { PYTEST_ADDOPTS: _, PYTEST_XDIST_AUTO_NUM_WORKERS: __, ...environment } = process.env
  const result = spawnSync(python, ['-m', 'pytest', '-p', 'no:cacheprovider'], {
    cwd: folder,
    encoding: 'utf8',
    env: { ...environment, MEMLINT_OUT: out, ...(!psutil && { PYTHONPATH: hidden }) },
    timeout: 60_000,
  })
  const seen = [...new Set(readFileSync(out, 'utf8').split('\n').filter(Boolean))]
  if (result.status !== 0 && seen.length === 0) return 'stops'
  return seen.join(' and ')
}

/** The fix in every file and shape: asked for three workers, capped at two. */
function checkCaps({ configOf, optionOf, argumentsOf, readOptions, capWorkers, ...readers }) {
  const shapes = {
    'pytest.ini': '[pytest]\naddopts =\n    -q\n    # three\n    -n 3\n',
    '.pytest.ini': '[pytest]\naddopts = -n 3 --maxprocesses=9 -q\n',
    'tox.ini': '[tox]\nenvlist = py\n[pytest]\naddopts : -n3',
    'setup.cfg': '[tool:pytest]\r\naddopts = -n 3\r\n',
    'pytest.toml': '[pytest]\naddopts = ["-q", "-n", "3"] # three\n',
    'pyproject.toml': '[tool.pytest.ini_options]\naddopts = "-n 3 -q" # three\n',
    '.pytest.toml': '[pytest]\naddopts = [\n  "-n3",\n  "--maxprocesses", "9",\n]\n',
  }
  let wrong = 0
  for (const [path, text] of Object.entries(shapes)) {
    const folder = join(work, `cap-${path}`)
    mkdirSync(folder)
    writeFileSync(join(folder, 'test_workers.py'), TESTS)
    const { winner } = configOf('', sourcesOf({ [path]: text }, readers), true)
    const { op } = capWorkers(readOptions(argumentsOf(optionOf(winner, 'addopts'))), 2)
    const edits = winner.document.lower(op)
    const fixed = [...edits]
      .sort((a, b) => b.start - a.start)
      .reduce((result, edit) => result.slice(0, edit.start) + edit.text + result.slice(edit.end), text)
    writeFileSync(join(folder, path), fixed)
    const workers = workersOf(folder, true)
    if (workers === '2') continue
    wrong++
    console.log(`${path}: ${workers} workers instead of 2 after\n${fixed}`)
  }
  failures += wrong
  console.log(`a cap of 2 where 3 are asked for: ${Object.keys(shapes).length} files, ${wrong} wrong`)
}

function sourcesOf(files, { parseIni, parseToml }) {
  const paths = Object.keys(files).sort()
  return {
    paths,
    matching: pattern => paths.filter(path => pattern.test(path)),
    has: path => path in files,
    text: path => files[path],
    document: path => (path.endsWith('.toml') ? parseToml : parseIni)(path, files[path]),
    isIgnored: () => false,
  }
}

function ask(requests) {
  const oracle = fileURLToPath(new URL('pytest-oracle.py', import.meta.url))
  const result = spawnSync(python, [oracle], {
    input: JSON.stringify(requests),
    encoding: 'utf8',
    maxBuffer: 1 << 28,
    timeout: 300_000,
  })
  if (result.status !== 0) throw new Error(`the oracle failed: ${result.stderr}`)
  return JSON.parse(result.stdout)
}

/** mulberry32: the same cases for the same seed. */
function randomNumbers(start) {
  let state = start
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

async function loadMemlint() {
  const outfile = join(work, 'memlint.mjs')
  const contents = `
    export { argumentsOf } from './rules/pytest/view/config/arguments.ts'
    export { capWorkers } from './rules/pytest/view/runs/cap.ts'
    export { configOf, optionOf } from './rules/pytest/view/config/config-files.ts'
    export { countWorkers } from './rules/pytest/view/runs/count.ts'
    export { readOptions } from './rules/pytest/view/config/options.ts'
    export { splitWords } from './rules/pytest/view/config/shlex.ts'
    export { processesOn } from './src/plan/count.ts'
    export { parseIni } from './src/documents/ini.ts'
    export { parseToml } from './src/documents/toml.ts'`
  await build({
    stdin: { contents, resolveDir: fileURLToPath(new URL('../..', import.meta.url)), loader: 'ts' },
    bundle: true,
    format: 'esm',
    platform: 'node',
    outfile,
    logLevel: 'warning',
  })
  return import(pathToFileURL(outfile).href)
}
