import { describe, expect, it, vi } from 'vitest'
import { isTable, Literal, table } from '../../src/model/value.ts'

describe('a literal', () => {
  it('is known to every copy of memlint, as a plugin has one of its own', async () => {
    vi.resetModules()
    const other = await import('../../src/model/value.ts')
    expect(other.Literal).not.toBe(Literal)
    expect(new other.Literal('2026-11-25')).toBeInstanceOf(Literal)
    expect(isTable(new other.Literal('2026-11-25'))).toBe(false)
  })

  it('is no table, and no table is one', () => {
    expect(isTable(table([['literal', 'x']]))).toBe(true)
    expect({ literal: 'x' }).not.toBeInstanceOf(Literal)
  })
})
