import { chmodSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { FORMAT_NAMES } from '../../src/report/formats.ts'
import { CONFIG, FIXED, filesOf, HUNGRY, memlint, project } from './project.ts'

/** What each format begins with. */
const BEGINNINGS: Readonly<Record<string, RegExp>> = {
  text: /^error\[/,
  json: /^\{\n {2}"version": 1,/,
  sarif: /^\{\n {2}"\$schema"/,
  github: /^::error file=pytest\.ini,/,
  gitlab: /^\[\n {2}\{\n {4}"description"/,
  junit: /^<\?xml /,
  markdown: /^## memlint: does not fit `small`\n/,
  html: /^<!doctype html>/,
}

const read = (folder: string, file: string) => readFileSync(join(folder, file), 'utf8')

describe('every format', () => {
  it('is known here', () => {
    expect(Object.keys(BEGINNINGS).sort()).toEqual([...FORMAT_NAMES].sort())
  })

  it.each(Object.entries(BEGINNINGS))(
    '%s goes to standard output, or to a file beside text',
    async (format, begins) => {
      const folder = project(HUNGRY)
      const alone = await memlint(folder, ['--format', format])
      expect([alone.code, alone.err]).toEqual([1, ''])
      expect(alone.out).toMatch(begins)
      const beside = await memlint(folder, ['--format', format, '--output-file', 'report'])
      expect(beside.out).toMatch(BEGINNINGS.text ?? '')
      expect(read(folder, 'report')).toBe(alone.out)
      expect(beside.code).toBe(1)
    },
  )

  it.each(Object.keys(BEGINNINGS))('%s says what is there after --fix', async format => {
    const folder = project(HUNGRY)
    const { code, out } = await memlint(folder, ['--fix', '--format', format])
    expect(code).toBe(0)
    expect(out).not.toMatch(/starts 8 workers/)
    expect(read(folder, 'pytest.ini')).toBe(FIXED)
  })

  it.each(Object.entries(BEGINNINGS))(
    '%s says in a file what is there beside --diff',
    async (format, begins) => {
      const folder = project(HUNGRY)
      const { code, out, err } = await memlint(folder, [
        '--diff',
        '--format',
        format,
        '--output-file',
        'report',
      ])
      expect(code).toBe(1)
      expect(out).toContain('+addopts = -n auto --maxprocesses=4')
      expect(err).toContain('would fix')
      if (format !== 'text') expect(read(folder, 'report')).toMatch(begins)
      expect(read(folder, 'pytest.ini')).toBe(HUNGRY['pytest.ini'])
    },
  )

  it.each(Object.entries(BEGINNINGS).slice(1))(
    '%s on standard output takes the place of a diff',
    async (format, begins) => {
      const folder = project(HUNGRY)
      const { code, out } = await memlint(folder, ['--diff', '--format', format])
      expect(code).toBe(1)
      expect(out).toMatch(begins)
      expect(filesOf(folder)).toEqual(HUNGRY)
    },
  )
})

describe('several reports', () => {
  it('go to the files in their order, and one more to standard output', async () => {
    const folder = project(HUNGRY)
    const pairs = ['--format', 'sarif', '--output-file', 'a', '--format', 'junit', '--output-file', 'b']
    const { out } = await memlint(folder, [...pairs, '--format', 'github'])
    expect(out).toMatch(BEGINNINGS.github ?? '')
    expect(read(folder, 'a')).toMatch(BEGINNINGS.sarif ?? '')
    expect(read(folder, 'b')).toMatch(BEGINNINGS.junit ?? '')
    const apart = ['--output-file', 'c', '--output-file', 'd', '--format', 'gitlab', '--format', 'markdown']
    expect((await memlint(folder, apart)).out).toMatch(BEGINNINGS.text ?? '')
    expect(read(folder, 'c')).toMatch(BEGINNINGS.gitlab ?? '')
    expect(read(folder, 'd')).toMatch(BEGINNINGS.markdown ?? '')
  })

  it('are text where there are more files than formats', async () => {
    const folder = project(HUNGRY)
    await memlint(folder, ['--format', 'json', '--output-file', 'a', '--output-file', 'b'])
    expect(read(folder, 'a')).toMatch(BEGINNINGS.json ?? '')
    expect(read(folder, 'b')).toMatch(BEGINNINGS.text ?? '')
  })

  it.each([
    ['two formats for one place', ['--format', 'json', '--format', 'sarif'], /an --output-file of its own/],
    ['a file twice', ['--output-file', 'a', '--output-file', 'a'], /a is given more than once/],
    ['a folder that is not there', ['--output-file', 'no/such/a.sarif'], /there is no folder no\/such/],
    ['a file for a folder', ['--output-file', 'pytest.ini/a.sarif'], /there is no folder pytest\.ini/],
    ['a folder for a file', ['--output-file', 'sub'], /sub: /],
    ['a format that is not there', ['--format', 'sarf'], /sarf/],
  ] as const)('that do not go together are refused: %s', async (_, args, message) => {
    const folder = project({ ...HUNGRY, 'sub/empty': '' })
    const { code, err } = await memlint(folder, args)
    expect(code).toBe(2)
    expect(err).toMatch(/^memlint: /)
    expect(err).toMatch(message)
  })

  it('are refused before anything is fixed', async () => {
    const folder = project(HUNGRY)
    expect((await memlint(folder, ['--fix', '--output-file', 'no/such/file'])).code).toBe(2)
    expect(filesOf(folder)).toEqual(HUNGRY)
  })
})

describe('--quiet', () => {
  const HUGE = { hosts: { huge: { memory: '512GiB', cpus: 8 } }, footprints: CONFIG.footprints }
  const TOLD = { ...HUNGRY, 'memlint.config.json': JSON.stringify(HUGE) }
  const IGNORED = {
    ...HUNGRY,
    'pytest.ini':
      '[pytest]\n# memlint-ignore pytest/workers-exceed-memory: we know this\naddopts = -n auto\n',
  }

  it.each(Object.keys(BEGINNINGS))('leaves what cannot fail the run out of %s', async format => {
    const run = async (files: Readonly<Record<string, string>>, ...args: string[]) =>
      (await memlint(project(files), ['--format', format, ...args])).out
    expect(await run(TOLD)).toContain('starts 8 workers')
    expect(await run(TOLD, '--quiet')).not.toContain('starts 8 workers')
    expect(await run(TOLD, '--quiet', '--fail-on', 'info')).toContain('starts 8 workers')
    expect(await run(IGNORED, '--quiet')).not.toMatch(/we know this|starts 8 workers/)
    expect(await run(HUNGRY, '--quiet')).toContain('starts 8 workers')
  })
})

it('what memlint could not do is said on standard error, where standard output is for a program', async () => {
  const folder = project(HUNGRY)
  chmodSync(join(folder, 'pytest.ini'), 0o444)
  const { code, out, err } = await memlint(folder, ['--fix', '--format', 'gitlab'])
  expect([code, err]).toEqual([2, 'memlint failed: nothing was written: pytest.ini is read-only\n'])
  expect(out).toMatch(BEGINNINGS.gitlab ?? '')
})

it('each command names the formats that it has', async () => {
  const named = async (command: string) => {
    const { out } = await memlint(project({}), [command, '--help'])
    return /--format\s+([\w,\s]+?)\s*\(/.exec(out)?.[1]?.split(/,\s+/)
  }
  expect(await named('check')).toEqual(FORMAT_NAMES)
  expect(await named('plan')).toEqual(['text', 'json'])
})
