import { describe, expect, it } from 'vitest'
import { progressLine } from '../../src/cli/progress.ts'
import { check, fix } from '../../src/index.ts'
import type { SessionProgress } from '../../src/session/check-options.ts'
import { HUNGRY, project } from './project.ts'

const CLEAR = '\r\u001b[K'

/** A line on a terminal of paper, with a clock that is set by hand. */
function line(more: { errColumns?: number | undefined; env?: Record<string, string> } = { errColumns: 80 }) {
  const clock = { ms: 0 }
  const said: string[] = []
  const terminal = {
    ...{ cwd: '/', env: {}, interactive: false, errColumns: undefined },
    ...{ out: () => {}, readStdin: () => '', writeFile: () => {}, ask: async () => undefined },
    err: (text: string) => said.push(text),
    ...more,
  }
  const { show, end } = progressLine(terminal, () => clock.ms)
  const at = (ms: number, progress: Partial<SessionProgress> = {}) => {
    clock.ms = ms
    show({ step: 'walking', done: 1, project: 1, projects: 1, ...progress })
  }
  return { at, end, said }
}

describe('the line', () => {
  it('is not there for a run that is short', () => {
    const { at, end, said } = line()
    at(0)
    at(499)
    end()
    expect(said).toEqual([])
  })

  it('says where a long run is, in one place, and goes away', () => {
    const { at, end, said } = line()
    at(600, { done: 1200 })
    at(800, { step: 'reading', done: 3, total: 40 })
    at(1000, { step: 'parsing', done: 5, total: 40, project: 2, projects: 5 })
    at(1200, { step: 'checking', done: 1, total: 2, project: 2, projects: 5 })
    at(1400, { step: 'fixing', done: 0, project: 2, projects: 5 })
    end()
    expect(said).toEqual([
      `${CLEAR}memlint: reading folders, 1200 so far`,
      `${CLEAR}memlint: reading files, 3 of 40`,
      `${CLEAR}memlint: parsing files, 5 of 40 (project 2 of 5)`,
      `${CLEAR}memlint: checking, 1 of 2 (project 2 of 5)`,
      `${CLEAR}memlint: fixing (project 2 of 5)`,
      CLEAR,
    ])
  })

  it('changes ten times a second at most', () => {
    const { at, said } = line()
    for (let ms = 0; ms <= 1000; ms++) at(ms, { done: ms })
    expect(said).toHaveLength(6)
  })

  it('does not go back to what fixing does again', () => {
    const { at, said } = line()
    at(600, { step: 'fixing', done: 1 })
    at(800, { step: 'parsing', done: 1, total: 2 })
    at(1000, { step: 'walking', done: 1, project: 2, projects: 2 })
    expect(said.map(text => text.slice(CLEAR.length))).toEqual([
      'memlint: fixing, 1 so far',
      'memlint: reading folders, 1 so far (project 2 of 2)',
    ])
  })

  it('stays on one line of a narrow terminal', () => {
    const { at, said } = line({ errColumns: 20 })
    at(600)
    expect(said).toEqual([`${CLEAR}memlint: reading fo`])
  })

  it.each([
    ['standard error is no terminal', { errColumns: undefined }],
    ['a CI system keeps it', { errColumns: 80, env: { CI: 'true' } }],
    ['the terminal cannot take it away', { errColumns: 80, env: { TERM: 'dumb' } }],
  ])('is not there where %s', (_, more) => {
    const { at, end, said } = line(more)
    at(600)
    at(800, { done: 2 })
    end()
    expect(said).toEqual([])
  })
})

describe('a run', () => {
  const FILES = { ...HUNGRY, 'sub/memlint.config.json': '{}', 'sub/pytest.ini': '[pytest]\n' }

  it('tells its steps, project by project', async () => {
    const steps: SessionProgress[] = []
    await check({ cwd: project(FILES), onProgress: progress => steps.push(progress) })
    const of = (project: number) => [
      ...new Set(steps.filter(each => each.project === project).map(({ step }) => step)),
    ]
    expect(of(1)).toEqual(['walking', 'reading', 'parsing', 'checking'])
    expect(of(2)).toEqual(['walking', 'reading', 'parsing', 'checking'])
    expect(steps.at(-1)).toMatchObject({ project: 2, projects: 2 })
    for (const { done, total = done } of steps) expect(done).toBeLessThanOrEqual(total)
  })

  it('tells that it fixes', async () => {
    const steps = new Set<string>()
    await fix({ cwd: project(HUNGRY), write: false, onProgress: ({ step }) => steps.add(step) })
    expect(steps).toContain('fixing')
  })
})
