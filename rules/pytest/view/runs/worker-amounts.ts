import type { Amount } from '../../../../src/model/footprint.ts'
import type { PyFunction } from '../../../../src/model/python.ts'
import type { HeavyFixture } from '../heavy/heavy-fixtures.ts'
import { isAsWide } from '../python/fixture-forms.ts'
import type { ImportedLibraries, LoadedOnImport } from '../python/on-import.ts'

/** Uses of an object that is never freed are spread over workers; this many are taken for a machine's. */
const WORKERS = 8
/** More copies than these are a leak to cure, not to size for. */
const COPIES = 16

/**
 * What one worker holds at its worst moment: libraries, what modules load when they are imported, every fixture that
 * lives for the session, and the most that a single test holds beside.
 */
export function workerAmounts(
  libraries: ImportedLibraries,
  onImport: readonly LoadedOnImport[],
  fixtures: readonly HeavyFixture[],
): readonly Amount[] {
  const session = fixtures.filter(({ fixture }) => isAsWide(fixture.scope, 'package'))
  const passing = fixtures.filter(
    ({ fixture }) => !isAsWide(fixture.scope, 'package') && fixture.scope !== 'dynamic',
  )
  return [
    ...libraries.libraries.map(({ name, bytes, evidence, source }) => ({
      what: `import ${name}`,
      bytes,
      evidence,
      source,
    })),
    ...onImport.flatMap(({ heavy, document }) => ({
      ...heavy.amount,
      what: `${heavy.amount.what} at import of ${document.path}`,
    })),
    ...session.flatMap(one => named(one, one.fixture.scope === 'dynamic' ? '' : `${one.fixture.scope}, `)),
    ...mostOfOneTest(passing.filter(isFreed)).flatMap(one => named(one, 'while a test has it, ')),
    ...passing.filter(one => !isFreed(one)).flatMap(neverFreed),
  ]
}

function named({ fixture, heavy }: HeavyFixture, how: string): Amount[] {
  return heavy.map(({ amount }) => ({ ...amount, what: `${amount.what} (${how}fixture ${fixture.name})` }))
}

function isFreed({ heavy }: HeavyFixture): boolean {
  return heavy.every(({ freed }) => freed)
}

/** The fixtures of the test whose fixtures weigh most together. */
function mostOfOneTest(fixtures: readonly HeavyFixture[]): readonly HeavyFixture[] {
  const held = new Map<PyFunction, HeavyFixture[]>()
  for (const one of fixtures) {
    for (const { test } of one.users.tests) held.set(test, [...(held.get(test) ?? []), one])
  }
  let most: readonly HeavyFixture[] = []
  for (const one of held.values()) if (weight(one) > weight(most)) most = one
  return most
}

function weight(fixtures: readonly HeavyFixture[]): number {
  let sum = 0
  for (const { heavy } of fixtures) for (const { amount } of heavy) sum += amount.bytes
  return sum
}

/** Each use leaves a copy in the worker that ran it. */
function neverFreed({ fixture, heavy, uses }: HeavyFixture): Amount[] {
  const copies = Math.min(COPIES, Math.ceil(uses / WORKERS))
  if (copies === 0) return []
  return heavy.map(({ amount }) => ({
    ...amount,
    bytes: amount.bytes * copies,
    what: `${copies} × ${amount.what} (never freed: fixture ${fixture.name}, ${uses} uses spread over ${WORKERS} workers)`,
  }))
}
