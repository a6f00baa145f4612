// Compares the ini readers with Python's own iniconfig and configparser on random files, and an appended
// flag with what pytest's way of reading addopts makes of it.
//
//   node test/real/ini-differential.mjs [files per dialect] [seed]
//
// MEMLINT_VENV names the folder of the virtual environment; it is made when it is not there yet.
import { spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { build } from 'esbuild'

// What ends a line for str.splitlines, which iniconfig uses.
const STRING_LINE_ENDS = '\r\n\v\f\x1c\x1d\x1e\x85\u2028\u2029'
const files = Number(process.argv[2] ?? 100_000)
const seed = Number(process.argv[3] ?? 20261122)
const work = mkdtempSync(join(tmpdir(), 'memlint-ini-'))
const python = virtualEnvironment(process.env.MEMLINT_VENV ?? join(tmpdir(), 'memlint-venv'))
const oracle = startOracle()
let failures = 0
try {
  const { parseIni } = await loadReader()
  console.log(`${await oracle.ask({ kind: 'versions' })}; seed ${seed}`)
  for (const dialect of ['iniconfig', 'configparser']) await compare(parseIni, dialect)
  await checkAppend(parseIni)
} finally {
  oracle.stop()
  rmSync(work, { recursive: true, force: true })
}
process.exit(failures === 0 ? 0 : 1)

async function compare(parseIni, dialect) {
  const random = randomNumbers(seed)
  const started = performance.now()
  const counts = { files: 0, read: 0, rejected: 0, values: 0, different: 0 }
  while (counts.files < files) {
    const texts = Array.from({ length: Math.min(500, files - counts.files) }, () => randomText(random))
    const answers = JSON.parse(await oracle.ask({ kind: dialect, texts }))
    for (const [index, text] of texts.entries()) {
      const ours = reading(parseIni, text, dialect)
      counts.files++
      if (ours.error) counts.rejected++
      else counts.read++
      counts.values += ours.sections?.reduce((sum, section) => sum + section.keys.length, 0) ?? 0
      if (JSON.stringify(ours) === JSON.stringify(answers[index])) continue
      counts.different++
      if (counts.different <= 5)
        console.log(JSON.stringify({ dialect, text, ours, python: answers[index] }, null, 1))
    }
  }
  failures += counts.different
  const seconds = ((performance.now() - started) / 1000).toFixed(1)
  console.log(
    `${dialect}: ${counts.files} files, ${counts.read} read (${counts.values} values), ${counts.rejected} rejected, ${counts.different} different, ${seconds} s`,
  )
}

function reading(parseIni, text, dialect) {
  try {
    const document = parseIni('x.ini', text, dialect)
    const lineEnds = new RegExp(`\\r\\n|[${dialect === 'iniconfig' ? STRING_LINE_ENDS : '\\r\\n'}]`, 'g')
    const sections = Object.entries(document.get([])).map(([name, keys]) => ({
      name,
      keys: Object.entries(keys).map(([key, value]) => {
        const before = text.slice(0, document.keySpan([name, key]).start)
        return [key, value, (before.match(lineEnds)?.length ?? 0) + 1]
      }),
    }))
    if (dialect === 'iniconfig') return { sections }
    return {
      sections: sections.filter(section => section.name !== 'DEFAULT'),
      defaults: sections.find(section => section.name === 'DEFAULT')?.keys ?? [],
    }
  } catch (error) {
    if (typeof error.line !== 'number') throw error
    return { error: error.message, line: error.line }
  }
}

/** Flags appended in the shapes in which people write addopts. */
async function checkAppend(parseIni) {
  const shapes = {
    'single line': '[pytest]\naddopts = -n auto\ntestpaths = tests\n',
    'several lines': '[pytest]\naddopts =\n    -q\n    -n auto\ntestpaths = tests\n',
    'comments between':
      '[pytest]\naddopts =\n    -q\n    # parallel\n    -n auto\n    # -x\n\n# where\ntestpaths = tests\n',
    CRLF: '[pytest]\r\naddopts =\r\n    -q\r\n    -n auto\r\ntestpaths = tests\r\n',
    'no final line end': '[pytest]\ntestpaths = tests\naddopts = -n auto',
    'indented by tabs': '[pytest]\naddopts =\n\t-q\n\t-m "a and b"\n\t-n auto\n',
  }
  for (const [shape, text] of Object.entries(shapes)) {
    const document = parseIni('pytest.ini', text)
    const [edit] = document.lower({ op: 'append', at: ['pytest', 'addopts'], text: ' --maxprocesses=6' })
    const after = text.slice(0, edit.start) + edit.text + text.slice(edit.end)
    const [before, now] = JSON.parse(await oracle.ask({ kind: 'addopts', texts: [text, after] }))
    const right =
      JSON.stringify(now.addopts) === JSON.stringify([...before.addopts, '--maxprocesses=6']) &&
      now.testpaths === before.testpaths
    if (!right) failures++
    console.log(`append, ${shape}: ${right ? 'read as intended' : 'WRONG'}: ${now.addopts.join(' ')}`)
  }
}

/** Small files from pieces that matter to the readers, in proportions that let about half of them be read. */
function randomText(random) {
  const pick = items => items[Math.floor(random() * items.length)]
  const often = (likely, rare) => pick(random() < 0.95 ? likely : rare)
  const names = ['pytest', 'a', 'B', 'tool:pytest', 'addopts', '__proto__', 'x y', 'İ', 'DEFAULT', "don't"]
  const values = [
    '-n auto',
    '-q',
    '',
    'a=b',
    'c: d',
    '# no',
    'x # y',
    'x;y',
    '[b]',
    '[a;b]',
    '"q"',
    "'s'",
    '%(x)s',
    '\\',
  ]
  const space = () => often(['', ' '], ['\t', '  ', '\x1f', '\xa0', '\ufeff', '\u3000'])
  const indent = () => often(['    ', '\t', ' '], ['  ', '\x1c', '\xa0', '\u2003'])
  const common = pick(['\n', '\n', '\r\n'])
  const end = () => often([common], ['\n', '\r\n', '\r', '\v', '\f', '\x1d', '\x85', '\u2028'])
  const tidy = random() < 0.6
  let made = 0
  const name = () => pick(names) + (tidy && random() < 0.95 ? `~${made++}` : pick(['', '', '1', '_3']))
  const line = {
    header: () => `[${name()}]${often([''], ['  # c', ' ; c', ' x', '] y', '#]', ';]', ' '])}`,
    key: () =>
      `${name()}${space()}${often(['=', ':'], ['', '=:', ':=', '=='])}${space()}${pick(values)}${space()}`,
    continuation: () => `${indent()}${pick(values)}${space()}`,
    comment: () => `${pick(['', '', indent()])}${pick(['#', ';'])}${pick([' note', '', 'a = b', '[x]'])}`,
    blank: () => pick(['', '', ' ', '\t']),
    odd: () =>
      pick([
        '[',
        '[]',
        '[not closed',
        '[a;b]',
        ' [a]',
        '[ ]',
        'flag',
        '= x',
        ': x',
        '\ufeff[a]',
        '  k = v',
        '[[a]]',
      ]),
  }
  const shape = tidy
    ? ['key', 'key', 'key', 'continuation', 'continuation', 'comment', 'blank', 'header']
    : ['key', 'key', 'continuation', 'comment', 'blank', 'header', 'odd']
  const lines = []
  if (random() < 0.9) lines.push(line.header(), random() < 0.8 ? line.key() : line.comment())
  const count = Math.floor(random() * 9)
  for (let index = 0; index < count; index++) {
    const kind = pick(shape)
    lines.push(line[kind]())
    if (tidy && kind === 'header') lines.push(line.key())
  }
  const text = lines.map(content => content + end()).join('')
  const whole = random() < 0.3 ? text.replace(/\r?\n$/, '') : text
  return random() < 0.03 ? `\ufeff${whole}` : whole
}

/** mulberry32: the same files for the same seed. */
function randomNumbers(start) {
  let state = start
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

async function loadReader() {
  const outfile = join(work, 'ini.mjs')
  const entry = fileURLToPath(new URL('../../src/documents/ini.ts', import.meta.url))
  await build({
    entryPoints: [entry],
    bundle: true,
    format: 'esm',
    platform: 'node',
    outfile,
    logLevel: 'warning',
  })
  return import(pathToFileURL(outfile).href)
}

function virtualEnvironment(folder) {
  const program = join(folder, process.platform === 'win32' ? 'Scripts/python.exe' : 'bin/python')
  if (!existsSync(program)) run(process.platform === 'win32' ? 'python' : 'python3', ['-m', 'venv', folder])
  const ready = spawnSync(program, ['-c', 'import iniconfig, pytest'])
  // 2.3.1 is the first iniconfig that skips a byte order mark.
  if (ready.status !== 0) run(program, ['-m', 'pip', 'install', '--quiet', 'pytest', 'iniconfig>=2.3.1'])
  return program
}

function run(program, options) {
  const result = spawnSync(program, options, { stdio: 'inherit' })
  if (result.status !== 0) throw new Error(`${program} ${options.join(' ')} failed`)
}

function startOracle() {
  const script = fileURLToPath(new URL('./ini-oracle.py', import.meta.url))
  const child = spawn(python, [script], { stdio: ['pipe', 'pipe', 'inherit'] })
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  return {
    async ask(question) {
      child.stdin.write(`${JSON.stringify(question)}\n`)
      const { value, done } = await lines.next()
      if (done) throw new Error('Python ended before its answer')
      return value
    },
    stop() {
      child.stdin.end()
    },
  }
}
