import { expect, test } from 'vitest'
import { secondOpinion } from '../../src/documents/second-opinion.ts'
import { Literal, table } from '../../src/model/value.ts'

const before = '\uFEFF# profile\r\n[profile.dev]\r\ndebug = true # all\r\nsince = 1979-05-27\r\n'

test('agrees with an edit that does what it says', async () => {
  const after = before.replace('true', '"line-tables-only"')
  const op = { op: 'set', at: ['profile', 'dev', 'debug'], value: 'line-tables-only' } as const
  expect(await secondOpinion(before, after, [op])).toBeUndefined()
})

test('names what an edit changes besides', async () => {
  const after = before.replace('true', '1').replace('debug', 'debag')
  const op = { op: 'set', at: ['profile', 'dev', 'debug'], value: 1 } as const
  expect(await secondOpinion(before, after, [op])).toBe('profile.dev.debug should be 1 and is absent')
  expect(await secondOpinion(before, `${before}]`, [op])).toMatch(/^it no longer parses: /)
})

test('reads dates its own way, and tables that vanish with their last key', async () => {
  const set = { op: 'set', at: ['profile', 'dev', 'since'], value: new Literal('2001-02-03') } as const
  expect(await secondOpinion(before, before.replace('1979-05-27', '2001-02-03'), [set])).toBeUndefined()
  expect(await secondOpinion(before, '', [{ op: 'remove', at: ['profile', 'dev'] }])).toBeUndefined()
  const value = table([['x', new Literal('07:32:00')]])
  expect(await secondOpinion('', '[a]\nx = 07:32:00\n', [{ op: 'insert', at: ['a'], value }])).toBeUndefined()
})

test('says when it cannot judge', async () => {
  const newer = 'p = {\n  a = 1,\n}\n'
  expect(await secondOpinion(newer, newer, [])).toEqual({ unavailable: expect.stringContaining('row 1') })
})
