import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { diffReport } from '../../src/report/diff.ts'
import { change, reportWith } from './reports.ts'

const scratch = mkdtempSync(join(tmpdir(), 'memlint-diff-'))
afterAll(() => rmSync(scratch, { recursive: true, force: true }))

/** What `git apply` makes of a diff. */
function applied(changes: ReturnType<typeof change>[], root = '', extra = ''): Record<string, string> {
  const folder = mkdtempSync(join(scratch, 'case-'))
  execFileSync('git', ['init', '--quiet'], { cwd: folder })
  for (const { path, before, created } of changes) {
    const file = join(folder, root, path)
    mkdirSync(dirname(file), { recursive: true })
    if (!created) writeFileSync(file, before)
  }
  const diff = diffReport([reportWith({ root, changes })], { color: false, shown: false })
  writeFileSync(join(folder, 'patch.diff'), diff + extra)
  execFileSync('git', ['apply', '--whitespace=nowarn', 'patch.diff'], { cwd: folder, stdio: 'pipe' })
  return Object.fromEntries(changes.map(({ path }) => [path, readFileSync(join(folder, root, path), 'utf8')]))
}

describe('git apply takes the diff', () => {
  const long = Array.from({ length: 30 }, (_, index) => `line ${index}`).join('\n')

  it.each([
    ['a change', change('a.ini', '[toy]\njobs = 9\n', '[toy]\njobs = 4\n')],
    ['two hunks', change('a.ini', long, long.replace('line 2\n', 'x\n').replace('line 28', 'y'))],
    ['a new file', change('.cargo/config.toml', '', '[build]\njobs = 4\n', true)],
    ['no final newline', change('a.ini', '[toy]\njobs = 9', '[toy]\njobs = 4')],
    ['CRLF', change('a.ini', '[toy]\r\njobs = 9\r\n', '[toy]\r\njobs = 4\r\n')],
    ['a byte order mark', change('a.ini', '\uFEFF[toy]\njobs = 9\n', '\uFEFF[toy]\njobs = 4\n')],
    ['a name with a space', change('my folder/a b.ini', 'x\n', 'y\n')],
    ['a name beyond ASCII', change('größe/ñ.ini', 'x\n', 'y\n')],
    ['a name with a quote', change('a"b.ini', 'x\n', 'y\n')],
    ['lines that look like a header', change('a.ini', '-- a\n++ b\n', '-- c\n++ b\n')],
  ])('%s', (_, each) => {
    expect(applied([each])).toEqual({ [each.path]: each.after })
  })

  it('several files, below a root', () => {
    const changes = [change('a.ini', '1\n', '2\n'), change('b.ini', '', '3\n', true)]
    expect(applied(changes, 'services/api')).toEqual({ 'a.ini': '2\n', 'b.ini': '3\n' })
  })
})

describe('the diff', () => {
  const changes = [change('a.ini', '[toy]\njobs = \u001b[2J9\n', '[toy]\njobs = 4\n')]

  it('is coloured without letting control characters of the file through', () => {
    const text = diffReport([reportWith({ changes })], { color: true, shown: false })
    expect(text).toContain('\u001b[32m+jobs = 4\u001b[39m')
    expect(text).toContain('\\x1b[2J')
  })

  it('is exact when it is plain, so that it can be applied', () => {
    expect(diffReport([reportWith({ changes })], { color: false, shown: false })).toContain(
      '-jobs = \u001b[2J9\n',
    )
  })

  it('is nothing when nothing changes', () => {
    expect(diffReport([reportWith()], { color: true, shown: false })).toBe('')
  })
})
