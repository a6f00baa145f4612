import { existsSync, utimesSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { discover } from '../../src/project/discover.ts'
import { isTemporary, removeAbandoned, temporaryName } from '../../src/project/temporary.ts'
import { tree } from './helpers.ts'

const [OLD, FRESH] = [temporaryName('0123456789abcdef'), temporaryName('fedcba9876543210')]

test('temporary files are known by their names, and nothing else is', () => {
  expect([OLD, FRESH].every(isTemporary)).toBe(true)
  for (const name of ['.memlint-x.tmp', 'memlint-0123456789abcdef.tmp', `${OLD}x`, `x${OLD}`, '.memlintrc'])
    expect(isTemporary(name), name).toBe(false)
})

test('what a killed run left is found, and removed when no run can still be writing it', () => {
  const root = tree({ [`a/${OLD}`]: 'half', [FRESH]: 'half', 'a/other.tmp': '' })
  utimesSync(join(root, 'a', OLD), 0, 0)
  const { leftovers } = discover(root, { owned: [] })
  expect(leftovers).toEqual([FRESH, `a/${OLD}`])
  expect(removeAbandoned(root, leftovers)).toEqual([FRESH])
  expect([existsSync(join(root, FRESH)), existsSync(join(root, 'a', OLD))]).toEqual([true, false])
  expect(existsSync(join(root, 'a/other.tmp'))).toBe(true)
})
