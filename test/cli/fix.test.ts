import { execFileSync } from 'node:child_process'
import { chmodSync, lstatSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { CONFIG, FIXED, filesOf, HUNGRY, memlint, project } from './project.ts'

describe('--fix', () => {
  it('writes what fits and nothing else, and a second run finds nothing to do', async () => {
    const folder = project(HUNGRY)
    chmodSync(join(folder, 'pytest.ini'), 0o640)
    const { out, code } = await memlint(folder, ['--fix'])
    expect(code).toBe(0)
    expect(out).toContain('fixed pytest.ini:3:11 pytest/workers-exceed-memory')
    expect(filesOf(folder)).toEqual({ ...HUNGRY, 'pytest.ini': FIXED })
    expect(statSync(join(folder, 'pytest.ini')).mode & 0o777).toBe(0o640)
    const second = await memlint(folder, ['--fix'])
    expect(second.out).not.toContain('fixed')
    expect(filesOf(folder)).toEqual({ ...HUNGRY, 'pytest.ini': FIXED })
  })

  it('leaves unsafe fixes alone until they are asked for', async () => {
    const files = { ...HUNGRY, 'pytest.ini': FIXED, 'requirements.txt': 'pytest\n' }
    const folder = project(files)
    const { out } = await memlint(folder, ['--fix'])
    expect(out).toContain('1 more with --unsafe-fixes')
    expect(filesOf(folder)).toEqual(files)
    await memlint(folder, ['--fix', '--unsafe-fixes'])
    expect(filesOf(folder)['requirements.txt']).toMatch(/^pytest\npytest-xdist/)
  })

  it('fixes only selected rules', async () => {
    const folder = project(HUNGRY)
    await memlint(folder, ['--fix', '--select', 'cargo'])
    expect(filesOf(folder)).toEqual(HUNGRY)
  })

  it('keeps CRLF and a missing final newline', async () => {
    const folder = project({ ...HUNGRY, 'pytest.ini': '[pytest]\r\naddopts = -n auto' })
    await memlint(folder, ['--fix'])
    expect(filesOf(folder)['pytest.ini']).toBe('[pytest]\r\naddopts = -n auto --maxprocesses=4')
  })

  it('refuses a read-only file, says so, and exits with 2', async () => {
    const folder = project(HUNGRY)
    chmodSync(join(folder, 'pytest.ini'), 0o444)
    const { code, out } = await memlint(folder, ['--fix'])
    expect(code).toBe(2)
    expect(out).toContain('nothing was written: pytest.ini is read-only')
    expect(out).toContain('error[pytest/workers-exceed-memory]')
    expect(filesOf(folder)).toEqual(HUNGRY)
  })

  it('writes through a link inside the project, and keeps the link', async () => {
    const folder = project({ ...HUNGRY, 'pytest.ini': '', 'shared/tests.ini': HUNGRY['pytest.ini'] })
    execFileSync('rm', [join(folder, 'pytest.ini')])
    symlinkSync('shared/tests.ini', join(folder, 'pytest.ini'))
    await memlint(folder, ['--fix'])
    expect(lstatSync(join(folder, 'pytest.ini')).isSymbolicLink()).toBe(true)
    expect(readFileSync(join(folder, 'shared/tests.ini'), 'utf8')).toBe(FIXED)
  })

  it('neither reads nor writes through a link that leads outside', async () => {
    const outside = project({ 'pytest.ini': HUNGRY['pytest.ini'] })
    const { 'pytest.ini': _, ...rest } = HUNGRY
    const folder = project(rest)
    symlinkSync(join(outside, 'pytest.ini'), join(folder, 'pytest.ini'))
    const { out, code } = await memlint(folder, ['--fix', '--unsafe-fixes'])
    expect(code).toBe(0)
    expect(out).toContain('pytest.ini is left out: a link to a file outside')
    expect(filesOf(outside)['pytest.ini']).toBe(HUNGRY['pytest.ini'])
  })
})

describe('--diff', () => {
  it('writes nothing and prints what git applies', async () => {
    const folder = project(HUNGRY)
    execFileSync('git', ['init', '--quiet'], { cwd: folder })
    const { out, err, code } = await memlint(folder, ['--diff', '--fix'])
    expect(code).toBe(1)
    expect(err).toContain('would fix pytest.ini:3:11')
    expect(readFileSync(join(folder, 'pytest.ini'), 'utf8')).toBe(HUNGRY['pytest.ini'])
    writeFileSync(join(folder, 'fix.patch'), out)
    execFileSync('git', ['apply', 'fix.patch'], { cwd: folder })
    expect(readFileSync(join(folder, 'pytest.ini'), 'utf8')).toBe(FIXED)
  })

  it('has unsafe fixes only when they are asked for', async () => {
    const folder = project({ ...HUNGRY, 'requirements.txt': 'pytest\n' })
    expect((await memlint(folder, ['--diff'])).out).not.toContain('+pytest-xdist')
    expect((await memlint(folder, ['--diff', '--unsafe-fixes'])).out).toContain('+pytest-xdist')
  })
})

describe('--stdin-filename', () => {
  const stdin = HUNGRY['pytest.ini']
  const folder = () => project({ ...HUNGRY, 'pytest.ini': '[pytest]\naddopts = -q\n' })

  it('checks the text in the place of the file', async () => {
    const { out, code } = await memlint(folder(), ['--stdin-filename', 'pytest.ini'], { stdin })
    expect(code).toBe(1)
    expect(out).toContain('pytest.ini:3:11')
  })

  it('prints the fixed text and nothing else, and writes nothing', async () => {
    const cwd = folder()
    const { out, err, code } = await memlint(cwd, ['--stdin-filename', 'pytest.ini', '--fix'], { stdin })
    expect([out, code]).toEqual([FIXED, 0])
    expect(err).toContain('fixed pytest.ini')
    expect(filesOf(cwd)['pytest.ini']).toBe('[pytest]\naddopts = -q\n')
  })

  it('gives back what needs no fix, and what cannot be read, byte for byte', async () => {
    for (const text of ['[pytest]\r\naddopts = -q', 'broken', '']) {
      const { out } = await memlint(folder(), ['--stdin-filename', 'pytest.ini', '--fix'], { stdin: text })
      expect(out).toBe(text)
    }
  })

  it('takes a file that does not exist yet', async () => {
    const { out } = await memlint(
      project({ 'memlint.config.json': JSON.stringify(CONFIG) }),
      ['--stdin-filename', 'new/pytest.ini'],
      { stdin },
    )
    expect(out).toContain('new/pytest.ini:3:11')
  })
})
