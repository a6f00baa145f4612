import { truncateSync, writeFileSync } from 'node:fs'

const MiB = 1024 * 1024
/** The largest file that is read. */
const FULL = MiB - 64

/** Something of every tool, so that a hostile file beside it is looked at. */
export const HEALTHY = {
  'memlint.config.json': JSON.stringify({
    hosts: { small: { memory: '16GiB', cpus: 8, kind: 'workstation' } },
    footprints: { 'pytest/workers': { perProcess: '3GiB' } },
  }),
  'healthy/pytest.ini': '[pytest]\naddopts = -n auto\n',
  'healthy/requirements.txt': 'pytest\npytest-xdist\n',
  'pytest.ini': '[pytest]\naddopts = -n auto\n',
  'requirements.txt': 'pytest\npytest-xdist\ncelery\ngunicorn\n',
  'conftest.py':
    'import pytest, torch\n@pytest.fixture(scope="session")\ndef net():\n    return torch.load("x")\n',
  'app.py': 'from celery import Celery\napp = Celery("x")\napp.conf.worker_prefetch_multiplier = 4\n',
  'gunicorn.conf.py': 'import multiprocessing\nworkers = multiprocessing.cpu_count() * 2 + 1\n',
  Dockerfile: 'RUN gunicorn app\n',
  'Cargo.toml': '[package]\nname = "x"\nversion = "0.1.0"\nedition = "2021"\n',
  '.cargo/config.toml': '[build]\njobs = 16\n',
  '.vscode/settings.json': '{"rust-analyzer.cargo.features": "all"}\n',
  '.github/workflows/ci.yml':
    'jobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n      - run: cargo build && tox -p\n',
  'tox.ini': '[tox]\nenvlist = py\n[testenv]\ncommands = pytest -n auto\n',
}

const times = (count, piece) => Array.from({ length: count }, (_, index) => piece(index)).join('')
const fill = piece => piece.repeat(Math.floor(FULL / piece.length))

const ini = section => ({
  start: `[${section}]\nkey = value\n`,
  texts: {
    'a line of 8 MiB': `[${section}]\naddopts = ${'x'.repeat(FULL - 40)}\n`,
    words: `[${section}]\naddopts = ${fill('-p x ').slice(40)}\n`,
    quotes: `[${section}]\naddopts = ${fill(`"' `).slice(40)}\n`,
    'a million keys': `[${section}]\n${times(700_000, i => `k${i}=1\n`)}`,
    'a million sections': times(600_000, i => `[s${i}]\n`),
    'one key over and over': `[${section}]\n${fill('k=1\n').slice(40)}`,
    'one section over and over': fill(`[s]\n`),
    continuation: `[${section}]\naddopts =\n${fill('  x\n').slice(60)}`,
    'blank continuation': `[${section}]\naddopts =\n${fill('  \n').slice(60)}`,
    spaces: `[${section}]\naddopts = ${' '.repeat(FULL - 60)}x\n`,
    'spaces before equals': `[${section}]\nk${' '.repeat(FULL - 60)}= x\n`,
    brackets: fill('['),
    equals: `[${section}]\n${'='.repeat(FULL - 60)}`,
    comments: fill('# c\n'),
    newlines: fill('\n'),
    'carriage returns': fill('\r'),
    percent: `[${section}]\nx = ${fill('%(x)s').slice(60)}\n`,
    stairs: `[${section}]\n${times(3900, i => `${' '.repeat(i)}k=1\n`)}`,
  },
})
const toml = {
  start: '[a]\nb = 1\n',
  texts: {
    'a line of 8 MiB': `a = "${'x'.repeat(FULL - 40)}"\n`,
    'nested arrays': `a = ${'['.repeat(100_000)}${']'.repeat(100_000)}\n`,
    'open arrays': `a = ${'['.repeat(100_000)}`,
    'nested inline tables': `a = ${'{b='.repeat(100_000)}1${'}'.repeat(100_000)}\n`,
    'dotted key': `${'a.'.repeat(100_000)}a = 1\n`,
    'dotted table': `[${'a.'.repeat(100_000)}a]\nb = 1\n`,
    'growing tables': times(2500, i => `[${'a.'.repeat(i)}a]\n`),
    'growing keys': times(2500, i => `${'a.'.repeat(i)}b${i} = 1\n`),
    'a million keys': times(600_000, i => `k${i}=1\n`),
    'a million dotted keys': times(600_000, i => `k.a${i}=1\n`),
    'a million tables': times(600_000, i => `[t${i}]\n`),
    'a million array tables': fill('[[t]]\n'),
    'nested array tables': times(2000, i => `[[${'a.'.repeat(i)}a]]\n`),
    'one key over and over': fill('k=1\n'),
    'a long list': `a = [${fill('1,').slice(40)}]\n`,
    'a long list of tables': `a = [${fill('{b=1},').slice(40)}]\n`,
    'a long list of lines': `a = [\n${fill('1, # c\n').slice(40)}]\n`,
    comments: fill('# c\n'),
    newlines: fill('\n'),
    spaces: `a =${' '.repeat(FULL - 60)}1\n`,
    escapes: `a = "${fill('\\u0041').slice(60)}"\n`,
    'a big number': `a = ${'9'.repeat(FULL - 60)}\n`,
    'a big float': `a = 1.${'9'.repeat(FULL - 60)}e9\n`,
    underscores: `a = 1${fill('_1').slice(60)}\n`,
    quotes: `a = ${'"'.repeat(FULL - 60)}\n`,
    'open string': `a = """${fill('\\\n ').slice(60)}\n`,
    brackets: fill(']'),
  },
}
const json = {
  start: '{"a": 1}\n',
  texts: {
    'a line of 8 MiB': `{"a": "${'x'.repeat(FULL - 40)}"}\n`,
    'nested arrays': `{"a": ${'['.repeat(100_000)}${']'.repeat(100_000)}}\n`,
    'nested objects': `${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}\n`,
    'open arrays': '['.repeat(FULL),
    'open objects': fill('{"a":'),
    'a million keys': `{${times(600_000, i => `"k${i}":1,`)}"a":1}\n`,
    'one key over and over': `{${fill('"k":1,').slice(60)}"a":1}\n`,
    'a long list': `{"a": [${fill('1,').slice(60)}1]}\n`,
    'a long list of objects': `{"a": [${fill('{"a":1},').slice(60)}1]}\n`,
    'line comments': `{${fill('// c\n').slice(60)}}\n`,
    'block comments': `{${fill('/**/').slice(60)}}\n`,
    'an open comment': `{"a": 1 /*${'*'.repeat(FULL - 60)}`,
    slashes: fill('/'),
    newlines: `{${'\n'.repeat(FULL - 60)}}`,
    spaces: `{"a":${' '.repeat(FULL - 60)}1}\n`,
    escapes: `{"a": "${fill('\\u0041').slice(60)}"}\n`,
    backslashes: `{"a": "${'\\'.repeat(FULL - 60)}"}\n`,
    commas: `[${','.repeat(FULL - 60)}]`,
    quotes: '"'.repeat(FULL),
    'a big number': `{"a": ${'9'.repeat(FULL - 60)}}\n`,
    errors: fill('} '),
  },
}
const yaml = {
  start: 'a: 1\n',
  texts: {
    'a line of 8 MiB': `run: cargo build\na: ${'x'.repeat(FULL - 60)}\n`,
    'nested flow lists': `run: cargo build\na: ${'['.repeat(100_000)}${']'.repeat(100_000)}\n`,
    'nested flow maps': `run: cargo build\na: ${'{a: '.repeat(100_000)}1${'}'.repeat(100_000)}\n`,
    'open flow': `run: cargo build\na: ${'['.repeat(100_000)}`,
    'nested dashes': `${'- '.repeat(100_000)}cargo build\n`,
    stairs: `# cargo build\n${times(3900, i => `${' '.repeat(i)}a:\n`)}`,
    'question marks': `# cargo build\n${'? '.repeat(100_000)}\n`,
    laughs: `run: cargo build\na0: &a0 x\n${times(40, i => `a${i + 1}: &a${i + 1} [*a${i},*a${i},*a${i},*a${i},*a${i},*a${i},*a${i},*a${i},*a${i}]\n`)}`,
    'merged laughs': `run: cargo build\na0: &a0 {x: 1}\n${times(40, i => `a${i + 1}: &a${i + 1}\n  <<: [*a${i},*a${i}]\n  b${i}: [*a${i},*a${i}]\n`)}`,
    itself: 'run: cargo build\na: &a [*a]\nb: &b\n  <<: *b\n',
    'many anchors': `run: cargo build\n${times(200_000, i => `k${i}: &a${i} *a${i}\n`)}`,
    'a million keys': `run: cargo build\n${times(600_000, i => `k${i}: 1\n`)}`,
    'thousands of keys': `run: cargo build\n${times(30_000, i => `k${i}: 1\n`)}`,
    'one key over and over': `run: cargo build\n${fill('k: 1\n').slice(60)}`,
    'a million entries': `run: cargo build\na:\n${fill('- 1\n').slice(60)}`,
    'a long flow list': `run: cargo build\na: [${fill('1,').slice(60)}]\n`,
    comments: `run: cargo build\n${fill('# c\n').slice(60)}`,
    newlines: `run: cargo build\n${'\n'.repeat(FULL - 60)}`,
    spaces: `run: cargo build\na:${' '.repeat(FULL - 60)}1\n`,
    'a long block': `run: |\n  cargo build\n${fill('  x\n').slice(60)}`,
    'a folded block': `run: >\n  cargo build\n${fill('  x\n').slice(60)}`,
    'blank folded block': `run: >\n  cargo build\n${fill(' \n').slice(60)}`,
    'a long quoted string': `run: cargo build\na: "${fill('x\n ').slice(60)}"\n`,
    escapes: `run: cargo build\na: "${fill('\\n').slice(60)}"\n`,
    quotes: `run: cargo build\na: ${"'".repeat(FULL - 60)}\n`,
    documents: `run: cargo build\n${fill('---\na\n').slice(60)}`,
    tags: `run: cargo build\na: ${fill('!t ').slice(60)}1\n`,
    colons: `run: cargo build\n${fill(': ').slice(60)}`,
    commands: `jobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n${times(20_000, i => `      - run: cargo test --workspace -p a${i}\n`)}`,
    'a long command': `jobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n      - run: |\n${times(100_000, i => `          cargo test -p a${i}\n`)}`,
    'a command of one line': `jobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n      - run: cargo test ${'--x '.repeat(1_900_000)}\n`,
  },
}
const PY =
  'import pytest\nimport torch\n@pytest.fixture(scope="session")\ndef model():\n    return torch.load("x")\n'
const python = {
  start: PY,
  texts: {
    'a line of 8 MiB': `${PY}x = "${'x'.repeat(FULL - 200)}"\n`,
    parentheses: `${PY}x = ${'('.repeat(100_000)}1${')'.repeat(100_000)}\n`,
    'open parentheses': `${PY}x = ${'('.repeat(100_000)}`,
    lists: `${PY}x = ${'['.repeat(100_000)}${']'.repeat(100_000)}\n`,
    calls: `${PY}x = ${'f('.repeat(100_000)}${')'.repeat(100_000)}\n`,
    'chained calls': `${PY}x = f${'()'.repeat(100_000)}\n`,
    attributes: `${PY}x = a${'.a'.repeat(100_000)}\n`,
    subscripts: `${PY}x = a${'[0]'.repeat(100_000)}\n`,
    sums: `${PY}x = 1${'+1'.repeat(100_000)}\n`,
    powers: `${PY}x = 1${'**1'.repeat(100_000)}\n`,
    nots: `${PY}x = ${'not '.repeat(100_000)}1\n`,
    minus: `${PY}x = ${'-'.repeat(100_000)}1\n`,
    lambdas: `${PY}x = ${'lambda: '.repeat(100_000)}1\n`,
    conditionals: `${PY}x = ${'1 if 1 else '.repeat(100_000)}1\n`,
    blocks: `${PY}${times(1500, i => `${' '.repeat(i)}if 1:\n`)}${' '.repeat(1500)}pass\n`,
    functions: `${PY}${times(1500, i => `${' '.repeat(i)}def f():\n`)}${' '.repeat(1500)}pass\n`,
    classes: `${PY}${times(1500, i => `${' '.repeat(i)}class C:\n`)}${' '.repeat(1500)}pass\n`,
    elifs: `${PY}if 1:\n  pass\n${'elif 1:\n  pass\n'.repeat(50_000)}`,
    'f-strings': `${PY}x = ${'f"{'.repeat(10_000)}1${'}"'.repeat(10_000)}\n`,
    'a hundred thousand functions': `${PY}${times(100_000, i => `def test_${i}(model): pass\n`)}`,
    'a hundred thousand fixtures':
      `${PY}${times(80_000, i => `@pytest.fixture\ndef f${i}(model): torch.load("x")\n`)}`.slice(0, FULL),
    'a hundred thousand calls': `${PY}${times(100_000, i => `m${i} = torch.load("x")\n`)}`,
    'a hundred thousand imports': `${PY}${times(100_000, i => `import m${i}\n`)}`,
    'a hundred thousand names': `${PY}x = [${times(500_000, i => `m${i},`)}]\n`,
    aliases: `${PY}a0 = torch\n${times(100_000, i => `a${i + 1} = a${i}\n`)}a100000.load("x")\n`,
    'fixture chain': `${PY}${times(50_000, i => `@pytest.fixture\ndef f${i + 1}(f${i}): pass\n`)}`,
    'many decorators': `${PY}${fill('@pytest.fixture\n').slice(200)}def f(): pass\n`,
    'many arguments': `${PY}def f(${times(500_000, i => `a${i},`)}): pass\n`,
    comments: `${PY}${fill('# c\n').slice(200)}`,
    newlines: `${PY}${'\n'.repeat(FULL - 200)}`,
    spaces: `${PY}x =${' '.repeat(FULL - 200)}1\n`,
    backslashes: `${PY}x = ${fill('\\\n').slice(200)}1\n`,
    quotes: `${PY}x = ${'"'.repeat(FULL - 200)}\n`,
    noise: `${PY}${fill('$ ? ! ').slice(200)}`,
    closing: `${PY}${')'.repeat(FULL - 200)}`,
    colons: `${PY}${fill(': ').slice(200)}`,
    statements: `${PY}${fill('x;').slice(200)}\n`,
  },
}
const lines = first => ({
  start: `${first}\n`,
  texts: {
    'a line of 8 MiB': `${first}\n${'x'.repeat(FULL - 200)}\n`,
    spaces: `${first}\n${' '.repeat(FULL - 200)}x\n`,
    tabs: `${first}\n${'\t'.repeat(FULL - 200)}x\n`,
    hashes: `${first}\n${' #'.repeat((FULL - 200) / 2)}x\n`,
    dashes: `${first}\n${'-'.repeat(FULL - 200)}x\n`,
    words: `${first}\n${fill('a ').slice(200)}x\n`,
    quotes: `${first}\n${'"'.repeat(FULL - 200)}x\n`,
    dots: `${first}\n${'x.'.repeat((FULL - 200) / 2)}x\n`,
    brackets: `${first}\n${'['.repeat(FULL - 200)}x\n`,
    equals: `${first}\n${'='.repeat(FULL - 200)}x\n`,
    backslashes: `${first}\n${'\\\n'.repeat((FULL - 200) / 2)}x\n`,
    commands: `${first}\n${fill(`${first} -n auto\n`).slice(200)}`,
    'a command of one line': `${fill(`${first} `).slice(200)}\n`,
    semicolons: `${fill(`${first} && `).slice(200)}\n`,
    'a million lines': `${first}\n${times(700_000, i => `p${i}>=1\n`)}`,
    newlines: fill('\n'),
    'carriage returns': fill('\r'),
  },
})

const FILES = {
  'pytest.ini': ini('pytest'),
  'tox.ini': ini('pytest'),
  'setup.cfg': ini('tool:pytest'),
  'pyproject.toml': toml,
  'Cargo.toml': toml,
  'Cargo.lock': toml,
  '.cargo/config.toml': toml,
  '.config/nextest.toml': toml,
  '.vscode/settings.json': json,
  'package.json': json,
  '.devcontainer/devcontainer.json': json,
  '.github/workflows/ci.yml': yaml,
  'conftest.py': python,
  'tests/test_x.py': python,
  'gunicorn.conf.py': lines('workers = multiprocessing.cpu_count() * 2 + 1'),
  'requirements.txt': lines('pytest-xdist'),
  Makefile: lines('\tpytest -n auto'),
  Dockerfile: lines('RUN pytest -n auto'),
  'run.sh': lines('celery worker'),
  Procfile: lines('web: gunicorn app'),
  'docker-compose.yml': lines('command: gunicorn app'),
  '.gitignore': lines('/target'),
}

/** Every file, in every way. */
export function hostileCases() {
  return Object.entries(FILES).flatMap(([path, { start, texts }]) => [
    ...Object.entries(texts).map(([name, text]) => ({ name: `${path}: ${name}`, path, make: () => text })),
    ...Object.entries(encodings(start)).map(([name, make]) => ({ name: `${path}: ${name}`, path, make })),
  ])
}

function encodings(start) {
  const utf16 = Buffer.from(start, 'utf16le')
  const swapped = Buffer.from(utf16).swap16()
  const real = Buffer.concat([Buffer.from(start), Buffer.alloc(50 * MiB, '# x\n')])
  return {
    nothing: () => '',
    'only a byte order mark': () => '\uFEFF',
    'invalid UTF-8': () => Buffer.concat([Buffer.from(start), Buffer.from([0x23, 0xc3, 0x28, 0x0a])]),
    'overlong UTF-8': () => Buffer.concat([Buffer.from(start), Buffer.from([0x23, 0xc0, 0xaf, 0x0a])]),
    'a surrogate in UTF-8': () =>
      Buffer.concat([Buffer.from(start), Buffer.from([0x23, 0xed, 0xa0, 0x80, 0x0a])]),
    'UTF-16 LE with mark': () => Buffer.concat([Buffer.from([0xff, 0xfe]), utf16]),
    'UTF-16 BE with mark': () => Buffer.concat([Buffer.from([0xfe, 0xff]), swapped]),
    'UTF-16 LE': () => utf16,
    'UTF-16 BE': () => swapped,
    'a NUL': () => `${start}\0`,
    'only NUL': () => '\0'.repeat(4096),
    '50 MiB': () => real,
    '50 MiB of nothing': target => {
      writeFileSync(target, start)
      truncateSync(target, 50 * MiB)
    },
    '8 MiB of NUL': () => '\0'.repeat(8 * MiB),
  }
}
