import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { fix } from '../../src/index.ts'

const CASES = join(import.meta.dirname, '../../fixtures/rules/ci/jobs-vs-runner')
const scratch = mkdtempSync(join(tmpdir(), 'memlint-both-hosts-'))
afterAll(() => rmSync(scratch, { recursive: true }))

/** One setting that two rules judge, each on machines of its own: what becomes of it, and who found what. */
async function fixed(name: string, file: string, memory: string) {
  const root = join(scratch, `${name}-${memory}`)
  cpSync(join(CASES, name, 'before'), root, { recursive: true })
  const select = ['ci/jobs-vs-runner', 'jest/workers-exceed-memory', 'pytest/workers-exceed-memory']
  const [report] = await fix({ cwd: root, paths: [root], memory, cpus: 8, select, unsafe: true })
  const text = readFileSync(join(root, file), 'utf8')
  return {
    text: /maxWorkers.*|addopts.*/.exec(text)?.[0],
    applied: report?.applied.map(({ rule }) => rule).sort(),
    left: report?.findings.filter(({ severity }) => severity !== 'info').length,
    rejected: report?.rejected.length,
  }
}

describe('of a number that is too high on the hosts and in jobs, the smallest one that is needed is written', () => {
  it.each([
    // Of 1.2 GiB each, 4 fit in the job, and on the laptops 3, 4, 7 and all.
    ['6GiB', 'maxWorkers: 3,'],
    ['8GiB', 'maxWorkers: 4,'],
    ['12GiB', 'maxWorkers: 4,'],
    ['32GiB', 'maxWorkers: 4,'],
  ])('jest, laptop of %s', async (memory, text) => {
    const found = await fixed('configured-jest', 'jest.config.js', memory)
    expect(found).toMatchObject({ text, left: 0, rejected: 0 })
    expect(found.applied).toContain('ci/jobs-vs-runner')
  })

  it('pytest', async () => {
    const found = await fixed('plain-pytest', 'pytest.ini', '12GiB')
    const text = 'addopts = -n auto --strict-markers --maxprocesses=1'
    expect(found).toMatchObject({ text, applied: ['ci/jobs-vs-runner'], left: 0, rejected: 0 })
  })
})
