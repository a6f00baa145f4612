import { mkdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { filesOf, memlint, project } from './project.ts'

/** A repository with something to set up. */
const FILES = {
  'package.json': '{\n  "name": "x",\n  "lint-staged": { "*.ts": "eslint" }\n}\n',
  '.github/workflows/ci.yml':
    'on: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n      - uses: actions/checkout@v6\n',
}
const WRITTEN = ['.github/workflows/memlint.yml', 'memlint.config.json', 'package.json']

/** Whose terminal it is that is asked. */
function answering(answer: string, meanwhile: () => void = () => {}) {
  const asked: string[] = []
  const ask = async (question: string) => {
    asked.push(question)
    meanwhile()
    return answer
  }
  return { asked, ask }
}

describe('memlint init', () => {
  it('shows what it would do and writes nothing where nobody can be asked', async () => {
    const folder = project(FILES)
    const { code, out, err } = await memlint(folder, ['init'])
    expect([code, err]).toEqual([0, ''])
    for (const path of WRITTEN) expect(out).toContain(`+++ b/${path}`)
    expect(out).toMatch(/Nothing was written, .*: memlint init --yes applies this\.\n$/)
    expect(filesOf(folder)).toEqual(FILES)
  })

  it('writes after a yes, and after nothing else', async () => {
    for (const [answer, isYes] of [
      ['y', true],
      ['YES', true],
      ['', false],
      ['n', false],
      ['yep', false],
    ] as const) {
      const folder = project(FILES)
      const { ask, asked } = answering(answer)
      const { code, out } = await memlint(folder, ['init'], { ask })
      expect([code, asked]).toEqual([0, ['\nApply these changes? [y/N] ']])
      expect(out).toContain(isYes ? '3 files written.' : 'Nothing was written.')
      expect('memlint.config.json' in filesOf(folder)).toBe(isYes)
    }
  })

  it('asks nobody with --yes or --dry-run, nor where there is nothing to do', async () => {
    const folder = project(FILES)
    const { ask, asked } = answering('y')
    expect((await memlint(folder, ['init', '--dry-run'], { ask })).code).toBe(0)
    expect(filesOf(folder)).toEqual(FILES)
    expect((await memlint(folder, ['init', '--yes'], { ask })).code).toBe(0)
    expect(Object.keys(filesOf(folder))).toEqual(['.github/workflows/ci.yml', ...WRITTEN])
    const { out } = await memlint(folder, ['init'], { ask })
    expect(out).toContain('nothing to change here')
    expect(asked).toEqual([])
  })

  it('writes nothing at all, and exits with 2, when a file changed while somebody was reading', async () => {
    const folder = project(FILES)
    const changed = { ...FILES, 'package.json': '{ "name": "y" }\n' }
    const { ask } = answering('y', () => writeFileSync(join(folder, 'package.json'), changed['package.json']))
    const { code, err } = await memlint(folder, ['init'], { ask })
    expect(code).toBe(2)
    expect(err).toBe('memlint: nothing was written: package.json changed on disk since it was read\n')
    expect(filesOf(folder)).toEqual(changed)
  })

  it('sets up the repository around the folder it is started in', async () => {
    const folder = project({ ...FILES, 'packages/a/a.txt': '' })
    mkdirSync(join(folder, '.git'))
    const { out } = await memlint(join(folder, 'packages/a'), ['init', '--yes'])
    expect(out).toContain('+++ b/../../package.json')
    expect(filesOf(folder)).toHaveProperty(['memlint.config.json'])
  })

  it('declares the hosts that are named, and knows which there are', async () => {
    const folder = project(FILES)
    await memlint(folder, ['init', '--yes', '--host', 'laptop-16g', '--host', 'LAPTOP-8g'])
    expect(JSON.parse(filesOf(folder)['memlint.config.json'] ?? '').hosts).toEqual([
      'laptop-16g',
      'laptop-8g',
    ])
    const { code, err } = await memlint(folder, ['init', '--host', 'laptop-17g'])
    expect([code, err]).toEqual([2, expect.stringContaining('did you mean laptop-1')])
  })

  it('writes runner scripts on request, the one for a shell as a program', async () => {
    const folder = project({ 'pytest.ini': '[pytest]\naddopts = -n auto\n' })
    await memlint(folder, ['init', '--yes', '--runner'])
    const { 'scripts/memlint-run.sh': shell, 'scripts/memlint-run.ps1': powershell } = filesOf(folder)
    expect([shell, powershell]).toEqual([
      expect.stringContaining('pytest_distributed=yes'),
      expect.stringContaining("$pytest_distributed = 'yes'"),
    ])
    expect(statSync(join(folder, 'scripts/memlint-run.sh')).mode & 0o111).not.toBe(0)
    expect(statSync(join(folder, 'scripts/memlint-run.ps1')).mode & 0o111).toBe(0)
  })

  it('makes the figures of a runner script anew and leaves the rest of it alone', async () => {
    const folder = project({ 'pytest.ini': '[pytest]\naddopts = -n auto\n' })
    await memlint(folder, ['init', '--yes', '--runner'])
    const path = join(folder, 'scripts/memlint-run.sh')
    const mine = (filesOf(folder)['scripts/memlint-run.sh'] ?? '').replace('exec "$@"', 'exec nice "$@"')
    writeFileSync(path, mine.replace(/^pytest_mib=.*/m, 'pytest_mib=1'))
    const { out } = await memlint(folder, ['init', '--yes', '--runner'])
    expect(out).toContain('write the figures of scripts/memlint-run.sh anew')
    expect(filesOf(folder)['scripts/memlint-run.sh']).toBe(mine)
    writeFileSync(path, '#!/bin/sh\nexec "$@"\n')
    expect((await memlint(folder, ['init', '--yes', '--runner'])).out).toContain('without the marks')
    expect(filesOf(folder)['scripts/memlint-run.sh']).toBe('#!/bin/sh\nexec "$@"\n')
  })

  it('has nothing for a runner to set where nothing is started', async () => {
    const { out } = await memlint(project({}), ['init', '--yes', '--runner'])
    expect(out).toContain('nothing here starts pytest, cargo or nextest')
  })
})
