import { describe, expect, it } from 'vitest'
import { judge } from '../../src/engine/judge.ts'
import { type Evidence, footprint } from '../../src/model/footprint.ts'

const of = (basis: Parameters<typeof footprint>[0], ...evidence: Evidence[]) =>
  footprint(
    basis,
    evidence.map(each => ({ what: 'x', bytes: 1, evidence: each, source: 'test' })),
  )

describe('a guess never fails a build', () => {
  it.each([
    ['measured', of('measured', 'measured'), 'error'],
    ['configured', of('configured', 'configured'), 'error'],
    ['derived, every row measured or cited', of('derived', 'measured', 'cited'), 'warning'],
    ['derived with one guess', of('derived', 'measured', 'cited', 'guess'), 'info'],
    ['a cited default', of('default', 'cited'), 'warning'],
    ['a guessed default', of('default', 'guess'), 'info'],
  ] as const)('%s', (_, footprint, expected) => {
    expect(judge('error', undefined, footprint)).toBe(expected)
  })

  it('says nothing about what needs no footprint', () => {
    expect(judge('error', undefined, undefined)).toBe('error')
  })
})

describe('severities only become milder', () => {
  it('by what the problem says', () => {
    expect(judge('error', 'info', of('measured', 'measured'))).toBe('info')
  })
  it('never worse than the rule', () => {
    expect(judge('info', 'error', of('measured', 'measured'))).toBe('info')
    expect(judge('warning', undefined, undefined)).toBe('warning')
  })
})
