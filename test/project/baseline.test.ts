import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { acceptedIn, baselineOf } from '../../src/model/baseline.ts'
import { baselineText, nearestBaseline, readBaseline } from '../../src/project/baseline.ts'

const scratch = mkdtempSync(join(tmpdir(), 'memlint-baseline-'))
afterAll(() => rmSync(scratch, { recursive: true }))

function written(text: string): string {
  const file = join(scratch, 'memlint-baseline.json')
  writeFileSync(file, text)
  return file
}

describe('the file of a baseline', () => {
  it('is read as it was written, in order', () => {
    const baseline = baselineOf([
      { file: 'b/pytest.ini', rule: 'pytest/x', count: 1 },
      { file: 'a.toml', rule: 'cargo/y', count: 2 },
      { file: 'a.toml', rule: 'cargo/a', count: 1 },
    ])
    const text = baselineText(baseline)
    expect(text).toBe(`{
  "version": 1,
  "files": {
    "a.toml": {
      "cargo/a": 1,
      "cargo/y": 2
    },
    "b/pytest.ini": {
      "pytest/x": 1
    }
  }
}
`)
    expect(readBaseline(written(text))).toEqual({ baseline, text })
  })

  it('may be missing', () => {
    expect(readBaseline(join(scratch, 'nowhere.json'))).toEqual({ baseline: new Map() })
  })

  it('holds names that objects have of their own', () => {
    const text = '{"version": 1, "files": {"__proto__": {"constructor": 1}, "toString": {"__proto__": 2}}}'
    expect(acceptedIn(readBaseline(written(text)).baseline)).toEqual([
      { file: '__proto__', rule: 'constructor', count: 1 },
      { file: 'toString', rule: '__proto__', count: 2 },
    ])
    expect(readBaseline(written(baselineText(readBaseline(written(text)).baseline))).baseline.size).toBe(2)
  })

  it.each([
    ['{"version": 1, "files"', 'is no valid JSON'],
    ['[]', 'is no baseline of version 1'],
    ['{"version": 2, "files": {}}', 'is no baseline of version 1'],
    ['{"version": 1, "files": {"a": 1}}', 'has no rules for a'],
    ['{"version": 1, "files": {"a": {"x/y": 0}}}', 'has no whole number of at least 1 for x/y in a'],
    ['\0', 'cannot be read'],
  ])('%s is refused', (text, message) => {
    expect(() => readBaseline(written(text))).toThrow(`memlint-baseline.json: ${message}`)
  })
})

describe('the baseline of a folder without a configuration', () => {
  it('is the nearest upwards, no further than the repository', () => {
    const repository = join(scratch, 'outer/repository')
    mkdirSync(join(repository, '.git'), { recursive: true })
    mkdirSync(join(repository, 'services/api'), { recursive: true })
    const outer = join(scratch, 'outer/memlint-baseline.json')
    writeFileSync(outer, '')
    const api = join(repository, 'services/api')
    expect(nearestBaseline(api)).toBe(join(api, 'memlint-baseline.json'))
    writeFileSync(join(repository, 'memlint-baseline.json'), '')
    expect(nearestBaseline(api)).toBe(join(repository, 'memlint-baseline.json'))
  })
})
