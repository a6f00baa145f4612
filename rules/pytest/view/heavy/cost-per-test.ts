import { formatFactor, formatGiB, GiB } from '../../../../src/model/bytes.ts'
import type { HeavyFixture } from './heavy-fixtures.ts'

/** Neither much at once nor much in all: worth knowing, not worth failing a build. */
export function isModest(one: HeavyFixture, bytes: number): boolean {
  return isOneAtATime(one) || (bytes < GiB / 4 && bytes * one.tests < GiB)
}

/** Whether a process has one of it, which is stopped after a test and started for the next: that costs time. */
export function isOneAtATime({ heavy }: HeavyFixture): boolean {
  return heavy.every(({ shared }) => shared)
}

/** What loading it again for each test comes to. */
export function costPerTest(one: HeavyFixture, bytes: number): string {
  const { heavy, tests } = one
  if (isOneAtATime(one))
    return 'a process has one at a time, stopped after each test and started for the next'
  const all = `${tests} × ${formatFactor(bytes)} = ${formatGiB(tests * bytes)} over all workers`
  const kept = heavy.find(({ freed }) => !freed)
  if (kept) return `${all}: ${kept.note ?? 'it is never freed'}`
  return `a failing test keeps its own until the session ends: up to ${all}`
}
