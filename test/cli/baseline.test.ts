import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { CONFIG, HUNGRY, memlint, project } from './project.ts'

const FILE = 'memlint-baseline.json'
/** Two projects' worth of findings: one at the top, one in a folder. */
const TWO = { ...HUNGRY, 'api/pytest.ini': HUNGRY['pytest.ini'], 'api/requirements.txt': 'pytest-xdist\n' }

function accepted(folder: string): unknown {
  return JSON.parse(readFileSync(join(folder, FILE), 'utf8')).files
}

const ONE = { 'pytest/workers-exceed-memory': 1 }

describe('memlint baseline', () => {
  it('accepts what is found, so that only what is new fails', async () => {
    const folder = project(HUNGRY)
    const { code, out } = await memlint(folder, ['baseline'])
    expect([code, out]).toEqual([0, `${FILE}: accepts 1 finding (1 new, 0 gone)\n`])
    const known = await memlint(folder, [])
    expect(known.code).toBe(0)
    expect(known.out).toMatch(/: 0 findings \(1 in the baseline\)\n$/)
    writeFileSync(join(folder, 'pytest.ini'), '\n\n[pytest]\n\naddopts = -q -n auto\n')
    expect((await memlint(folder, [])).code).toBe(0)
    writeFileSync(join(folder, 'tox.ini'), '[pytest]\naddopts = -n auto\n')
    expect((await memlint(folder, ['--fail-on', 'info'])).code).toBe(1)
    expect((await memlint(folder, ['--no-baseline'])).code).toBe(1)
  })

  it('tells of what is gone, and takes it out with --prune', async () => {
    const folder = project(TWO)
    await memlint(folder, ['baseline'])
    expect(accepted(folder)).toEqual({ 'api/pytest.ini': ONE, 'pytest.ini': ONE })
    writeFileSync(join(folder, 'pytest.ini'), '[pytest]\naddopts = -q\n')
    const { out } = await memlint(folder, [])
    expect(out).toContain('note: the baseline accepts 1 that is gone: `memlint baseline --prune`')
    const pruned = await memlint(folder, ['baseline', '--prune'])
    expect(pruned.out).toBe(`${FILE}: accepts 1 finding (0 new, 1 gone)\n`)
    expect(accepted(folder)).toEqual({ 'api/pytest.ini': ONE })
  })

  it('accepts nothing new with --prune', async () => {
    const folder = project(HUNGRY)
    await memlint(folder, ['baseline'])
    const more = project({ ...TWO, [FILE]: readFileSync(join(folder, FILE), 'utf8') })
    await memlint(more, ['baseline', '--prune'])
    expect(accepted(more)).toEqual({ 'pytest.ini': ONE })
  })

  it('of a part leaves the rest alone', async () => {
    const folder = project(TWO)
    await memlint(folder, ['baseline'])
    rmSync(join(folder, 'pytest.ini'))
    rmSync(join(folder, 'api/pytest.ini'))
    await memlint(folder, ['baseline', 'api'])
    expect(accepted(folder)).toEqual({ 'pytest.ini': ONE })
  })

  it('of a file leaves the others alone', async () => {
    const folder = project(TWO)
    await memlint(folder, ['baseline', 'api/pytest.ini'])
    expect(accepted(folder)).toEqual({ 'api/pytest.ini': ONE })
  })

  it('is one beside each configuration', async () => {
    const folder = project({ ...TWO, 'api/memlint.config.json': JSON.stringify(CONFIG) })
    const { out } = await memlint(folder, ['baseline'])
    expect(out).toBe(
      `${FILE}: accepts 1 finding (1 new, 0 gone)\napi/${FILE}: accepts 1 finding (1 new, 0 gone)\n`,
    )
    expect(accepted(join(folder, 'api'))).toEqual({ 'pytest.ini': ONE })
    expect((await memlint(folder, [])).code).toBe(0)
  })

  it('writes no file where there is nothing to accept', async () => {
    const folder = project({ 'pytest.ini': '[pytest]\n' })
    expect((await memlint(folder, ['baseline', '--quiet'])).out).toBe(
      'nothing was found: there is nothing to accept\n',
    )
    expect((await memlint(folder, ['baseline', '--prune'])).code).toBe(2)
  })

  it('that cannot be understood fails the run, with its name', async () => {
    const { code, err } = await memlint(project({ ...HUNGRY, [FILE]: '{}' }), [])
    expect([code, err]).toEqual([
      2,
      `memlint: ${FILE}: is no baseline of version 1; \`memlint baseline\` writes it anew\n`,
    ])
  })
})
