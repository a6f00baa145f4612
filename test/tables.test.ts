import { readdirSync } from 'node:fs'
import { resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { ecosystems } from '../rules/index.ts'

/** Every table of footprints, whoever made it: a figure without a reason is worth nothing. */
const TABLES = ecosystems.flatMap(({ tables = [] }) => tables)

it('every file of rules/tables is shown', () => {
  const files = readdirSync(resolve(import.meta.dirname, '../rules/tables')).map(name => name.slice(0, -5))
  expect(files.sort()).toEqual(TABLES.map(({ id }) => id).sort())
})

describe.each(TABLES)('$id', ({ of, rows }) => {
  it('says what its rows are about, and names each once', () => {
    expect(of).toMatch(/^\w/)
    expect(rows.length).toBeGreaterThan(0)
    expect(new Set(rows.map(({ name }) => name)).size).toBe(rows.length)
  })

  it.each(rows)('$name: an amount, and how it is known', ({ name, bytes, evidence, source }) => {
    expect(name).toMatch(/\S/)
    expect(Number.isInteger(bytes) && bytes > 0, `${bytes}`).toBe(true)
    if (evidence === 'cited') expect(source).toMatch(/https:\/\/\S+\.\S+/)
    else if (evidence === 'measured') expect(source, 'versions').toMatch(/\d+\.\d+/)
    else
      expect([evidence, source]).toEqual([
        'guess',
        expect.stringMatching(/^(not measured|memlint's default)/),
      ])
  })
})
