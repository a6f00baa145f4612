import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseCpuList } from '../../src/host/cpus.ts'

describe('parseCpuList', () => {
  it.each([
    ['0', [0]],
    ['0-3\n', [0, 1, 2, 3]],
    ['8,0-1,1', [0, 1, 8]],
    ['', []],
    ['all', []],
    ['3-1', []],
    ['1,x,2', [1, 2]],
  ])('reads %j', (text, cpus) => {
    expect(parseCpuList(text)).toEqual(cpus)
  })

  it('is bounded, whatever a file says', () => {
    expect(parseCpuList('0-99999999999').length).toBe(8192)
  })

  it('reads back every list that is written as ranges', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.nat(500), { maxLength: 60 }), cpus => {
        const sorted = [...cpus].sort((a, b) => a - b)
        expect(parseCpuList(asRanges(sorted))).toEqual(sorted)
      }),
    )
  })
})

/** The way the kernel writes it. */
function asRanges(sorted: readonly number[]): string {
  const ranges: [number, number][] = []
  for (const cpu of sorted) {
    const last = ranges.at(-1)
    if (last && last[1] === cpu - 1) last[1] = cpu
    else ranges.push([cpu, cpu])
  }
  return ranges.map(([first, last]) => (first === last ? `${first}` : `${first}-${last}`)).join(',')
}
