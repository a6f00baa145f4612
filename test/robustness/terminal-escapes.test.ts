import { describe, expect, it } from 'vitest'
import { REPORT_FORMATS } from '../../src/report/formats.ts'
import { CONFIG, HUNGRY, memlint, project } from '../cli/project.ts'
import { change, findingWith, reportWith } from '../report/reports.ts'

/** Clears the screen, sets the title, makes a link, and writes backwards. */
const EVIL =
  '\u001b[2J\u001b]0;pwned\u0007\u001b]8;;http://e.example\u001b\\x\u009b31m\u009d0;y\u009c\u202eabc\u2066\u200f\u007f\b'
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const RAW = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/
/** What our own colours are made of. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: colours are control sequences
const COLORS = /\u001b\[\d+m/g

/** Evil names, values, comments and host names; of the control characters a file may hold, all. */
const name = EVIL.replaceAll('\\', '').replaceAll('/', '')
const files = {
  ...HUNGRY,
  [`${name}/pytest.ini`]: `[pytest]\n# ${EVIL}\naddopts = -n auto # ${EVIL}\n`,
  [`${name}/requirements.txt`]: 'pytest\npytest-xdist\n',
  [`broken${name}/pytest.ini`]: `[pytest]\n${EVIL}\n`,
  'line\nerror[forged] all is well/pytest.ini': '[pytest]\nno equals sign\n',
  'Cargo.toml': `[package]\nname = ${EVIL}\n`,
  '.cargo/config.toml': `[build]\njobs = 64 # ${EVIL.replace(/[^\t -~\u0080-\uffff]/g, '')}\n`,
  'conftest.py': `import torch, pytest\n@pytest.fixture(scope="session")\ndef f():\n    return torch.load("${EVIL}")\n`,
  [`.github/workflows/${name}.yml`]: `jobs:\n  "a": # cargo ${EVIL}\n    - x: [\n`,
  'memlint.config.json': JSON.stringify({
    ...CONFIG,
    hosts: { [EVIL]: { memory: '16GiB', cpus: 8, kind: 'workstation' } },
    heavyConstructors: { [EVIL]: '1GiB' },
    exclude: [EVIL],
    ignore: [{ rule: 'pytest/workers-exceed-memory', file: `${name}/`, reason: EVIL }],
  }),
}

describe('nothing of a repository reaches the terminal as a control character', () => {
  const commands = [
    [],
    ['--verbose'],
    ['--format', 'json'],
    ['--diff', '--unsafe-fixes'],
    ['plan', '--verbose'],
    ['plan', '--format', 'json'],
    ['host'],
    ['host', '--format', 'json'],
    ['--print-config'],
    ['--print-config', '--format', 'json'],
    ['--fix', '--unsafe-fixes'],
  ]
  it.each(commands.flatMap(args => [false, true].map(color => [args, color] as const)))(
    '%j, colours %s',
    async (args, color) => {
      const { out, err, code } = await memlint(project(files), [...args, color ? '--color' : '--no-color'], {
        interactive: true,
      })
      expect(code, err).not.toBe(2)
      expect(out.length).toBeGreaterThan(50)
      expect((out + err).replace(color ? COLORS : /^$/, '')).not.toMatch(RAW)
      expect(out + err).not.toMatch(/^error\[forged\]/m)
    },
  )

  it.each([
    [[EVIL]],
    [['--host', EVIL]],
    [['--select', EVIL]],
    [['explain', EVIL]],
    [['--memory', EVIL]],
    [['--config', EVIL]],
    [[`--${EVIL}`]],
    [['--format', EVIL]],
    [['--output-file', `no/${EVIL}`]],
  ])('nor does what an argument says: %j', async args => {
    const { err, code } = await memlint(project(HUNGRY), args)
    expect(code).toBe(2)
    expect(err).toMatch(/^memlint: /)
    expect(err).not.toMatch(RAW)
  })

  it.each([
    ['memlint.config.json', JSON.stringify({ [EVIL]: 1, rules: { [EVIL]: 'off' } })],
    ['memlint.config.json', `{"share": ${EVIL}}`],
    [
      'memlint.config.yaml',
      `? "${EVIL.replace(/[^ -~]/g, c => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`).replace('\\x', 'x')}"\n: 1\n`,
    ],
    ['pyproject.toml', `[tool.memlint]\n"\\u001b[2J" = 1\n`],
  ])('nor does what is wrong with a configuration: %s', async (path, text) => {
    const { err, code } = await memlint(project({ ...HUNGRY, 'memlint.config.json': '{}', [path]: text }), [])
    expect(code).toBe(2)
    expect(err).not.toMatch(RAW)
  })
})

describe('no format of a report has a raw control character but tabs and line ends', () => {
  const finding = findingWith({
    file: `${EVIL}/a.ini`,
    message: EVIL,
    because: [EVIL],
    help: EVIL,
    hosts: [EVIL],
    related: [{ file: EVIL, line: 1, column: 1, endLine: 1, endColumn: 2, message: EVIL }],
    fix: {
      title: EVIL,
      safety: 'unsafe',
      why: EVIL,
      ops: [],
      edits: [{ file: `${EVIL}/a.ini`, start: 0, end: 1, text: EVIL }],
    },
  })
  const report = reportWith({
    root: EVIL,
    findings: [finding, { ...finding, silenced: { by: 'comment', reason: EVIL } }],
    applied: [finding],
    rejected: [{ finding, reason: EVIL }],
    changes: [change(`${EVIL}/a.ini`, `${EVIL}\n`, `x${EVIL}\n`)],
    texts: new Map([[`${EVIL}/a.ini`, `[toy]\njobs = 9 # ${EVIL}\n`]]),
    notes: [EVIL],
    failures: [EVIL],
  })
  it.each(Object.entries(REPORT_FORMATS))('%s', async (_, format) => {
    const text = await format([report], { version: '0.0.0', rules: [], failOn: 'warning' })
    expect(text).not.toMatch(RAW)
  })
})
