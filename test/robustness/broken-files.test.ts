import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { FIXED, HUNGRY, memlint, project } from '../cli/project.ts'

const WORKFLOW = '.github/workflows/ci.yml'
const STEPS = 'jobs:\n  a:\n    steps:\n      - run: cargo test\n'

/** By file: text that its tool would refuse, and the line at which it does. */
const BROKEN: Record<string, readonly [text: string, line: number]> = {
  'api/pytest.ini': ['[pytest]\nno equals sign\n', 2],
  'api/tox.ini': ['[pytest]\naddopts = -q\nno equals sign\n', 3],
  'api/setup.cfg': ['[tool:pytest]\naddopts = -q\nno equals sign\n', 3],
  'pyproject.toml': ['[tool.pytest.ini_options]\naddopts = "-n auto\n', 2],
  'Cargo.toml': ['[package]\nname = ]\n', 2],
  '.cargo/config.toml': ['[build]\njobs = 4 4\n', 2],
  '.config/nextest.toml': ['[profile.default\ntest-threads = 4\n', 2],
  'rust-toolchain.toml': ['[toolchain]\nchannel = stable\n', 2],
  '.vscode/settings.json': ['{\n  "a": 1\n  "b": 2\n}\n', 3],
  'conftest.py': ['import torch\nimport pytest\ndef f(:\n    torch.load("x")\n', 3],
  [WORKFLOW]: [`${STEPS}     - broken: [\n`, 5],
}

/** Bytes that are no UTF-8 text, and the words for them; `start` is a text that would be. */
const ENCODINGS: Record<string, (start: string) => Buffer> = {
  'invalid UTF-8': start => Buffer.concat([Buffer.from(`${start}# `), Buffer.from([0xc3, 0x28])]),
  'UTF-16 LE': start => Buffer.from(start, 'utf16le'),
  'UTF-16 BE': start => Buffer.from(start, 'utf16le').swap16(),
  'UTF-16 LE with a mark': start => Buffer.from(`\uFEFF${start}`, 'utf16le'),
  'UTF-16 BE with a mark': start => Buffer.from(`\uFEFF${start}`, 'utf16le').swap16(),
  'a NUL byte': start => Buffer.from(`${start}\0`),
}

/** What makes each file worth looking at. */
const NEIGHBOURS = { 'Cargo.toml': '[package]\nname = "x"\nversion = "0.1.0"\n' }

/** A hungry project with one hostile file in it, fixed as far as that goes. */
async function run(path: string, content: string | Buffer) {
  const folder = project({ ...(path === 'Cargo.toml' ? {} : NEIGHBOURS), ...HUNGRY })
  mkdirSync(dirname(join(folder, path)), { recursive: true })
  writeFileSync(join(folder, path), content)
  const { out, err, code } = await memlint(folder, ['--fix', '--unsafe-fixes', '--format', 'json'])
  expect(err).toBe('')
  expect(readFileSync(join(folder, path)).equals(Buffer.from(content)), 'its bytes stay').toBe(true)
  expect(readFileSync(join(folder, 'pytest.ini'), 'utf8'), 'others are checked and fixed').toBe(FIXED)
  const { findings, notes } = JSON.parse(out)
  return { code, notes, unreadable: findings.filter(isUnreadable) }
}

function isUnreadable(finding: { rule: string }): boolean {
  return finding.rule === 'memlint/unreadable'
}

describe('a file that its tool would refuse is a finding with its place', () => {
  it.each(Object.entries(BROKEN))('%s', async (path, [text, line]) => {
    const { code, unreadable } = await run(path, text)
    expect(unreadable).toMatchObject([{ file: path, line, column: expect.any(Number) }])
    expect(unreadable[0].column).toBeGreaterThan(0)
    expect(code).toBe(1)
  })
})

describe('so are bytes that are no text', () => {
  const files = [...Object.keys(BROKEN), 'requirements-dev.txt', 'Dockerfile']
  const cases = files.flatMap(path =>
    Object.entries(ENCODINGS).map(([name, make]) => [path, name, make] as const),
  )
  it.each(cases)('%s as %s', async (path, _, make) => {
    const valid = path === WORKFLOW ? STEPS : '# cargo pytest torch tox\n'
    const { unreadable } = await run(path, make(valid))
    expect(unreadable).toMatchObject([{ file: path, line: expect.any(Number), column: expect.any(Number) }])
  })
})

describe('nothing, and a byte order mark alone, never stop a run', () => {
  const files = [...Object.keys(BROKEN), 'requirements-dev.txt', '.gitignore', 'Makefile', 'Procfile']
  it.each(files.flatMap(path => ['', '\uFEFF', '\r\n', '\uFEFF\n'].map(text => [path, text] as const)))(
    '%s: %j',
    async (path, text) => {
      await run(path, text)
    },
  )
})

describe('what nobody wrote is left out, and said so', () => {
  it('a megabyte and more', async () => {
    const { notes, code } = await run('Cargo.toml', `# ${'x'.repeat(1024 * 1024)}\n`)
    expect(notes).toContain('Cargo.toml is left out: it is larger than 1 MiB')
    expect(code).toBe(0)
  })

  it.each([
    ['api/setup.cfg', `[tool:pytest]\naddopts = -q\n${'[a]\n'.repeat(200_001)}`],
    ['Cargo.toml', `a = [${'1,'.repeat(200_001)}]\n`],
    ['.vscode/settings.json', '\n'.repeat(200_001)],
  ])('more lines or elements than a person writes: %s', async (path, text) => {
    const { unreadable } = await run(path, text)
    expect(unreadable).toMatchObject([
      { file: path, message: `${path} cannot be read: it has more than 200000 lines and elements` },
    ])
  })
})

describe("memlint's own configuration", () => {
  const PLACES = ['memlint.config.json', 'memlint.config.yaml', '.memlintrc', 'pyproject.toml']
  const written = (path: string) => (path === 'pyproject.toml' ? '[tool.memlint]\nshare = 1\n' : 'share: 1\n')
  const cases = PLACES.flatMap(path =>
    Object.entries(ENCODINGS).map(([name, make]) => [path, name, make] as const),
  )
  it.each(cases)('%s as %s is refused with its name, or a finding', async (path, _, make) => {
    const folder = project({ 'pytest.ini': '[pytest]\n' })
    const bytes = make(written(path))
    writeFileSync(join(folder, path), bytes)
    const { code, out, err } = await memlint(folder, ['--fix'])
    expect([1, 2]).toContain(code)
    expect(out + err).toMatch(new RegExp(`${path}:\\d+:\\d+`))
    expect(err).not.toContain('crashed')
    expect(readFileSync(join(folder, path)).equals(bytes)).toBe(true)
  })
})
