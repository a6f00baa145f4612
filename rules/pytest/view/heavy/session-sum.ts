import type { Bytes } from '../../../../src/model/bytes.ts'
import { formatFactor, formatGiB } from '../../../../src/model/bytes.ts'
import type { HostSizing } from '../../../../src/model/rule.ts'
import type { Distribution } from '../config/options.ts'
import { isAsWide } from '../python/fixture-forms.ts'
import type { User } from '../python/users.ts'
import type { HeavyFixture } from './heavy-fixtures.ts'
import { modulesOf } from './heavy-fixtures.ts'
import { LIGHT } from './weigh.ts'

/** Fixtures of few modules that are there to the end of the session, and what they are beside the rest of a worker. */
export interface SessionSum {
  readonly fixtures: readonly HeavyFixture[]
  /** All of them, once. */
  readonly bytes: Bytes
  /** What the module that uses most of them uses. */
  readonly ofOneModule: Bytes
}

/** What the fixtures come to on one host. */
export interface SumOnHost {
  readonly asWritten: Bytes
  readonly asModules: Bytes
  readonly arithmetic: string
}

/** More modules than these are worth keeping an object for. */
const FEW = 2

/** The session fixtures that a module's scope would free; undefined where there are not several. */
export function sessionSumOf(all: readonly HeavyFixture[]): SessionSum | undefined {
  const fixtures = all.filter(isNarrowable).toSorted((a, b) => bytesOf(b) - bytesOf(a))
  if (fixtures.length < 2) return undefined
  const modules = new Map<string, Bytes>()
  for (const one of fixtures) {
    for (const path of modulesOf(one.users)) modules.set(path, (modules.get(path) ?? 0) + bytesOf(one))
  }
  return { fixtures, bytes: sum(fixtures.map(bytesOf)), ofOneModule: Math.max(...modules.values()) }
}

export function bytesOf({ heavy }: HeavyFixture): Bytes {
  return sum(heavy.map(({ amount }) => amount.bytes))
}

/** What is freed when it goes, and goes sooner without breaking who asks for it. */
function isNarrowable(one: HeavyFixture): boolean {
  const { fixture, heavy, users } = one
  const modules = modulesOf(users).length
  return (
    isAsWide(fixture.scope, 'package') &&
    modules > 0 &&
    modules <= FEW &&
    bytesOf(one) >= LIGHT &&
    heavy.every(({ freed, shared }) => freed && !shared) &&
    !fixture.autouse &&
    users.dynamic.length === 0 &&
    users.overrides.length === 0 &&
    !users.fixtures.some(({ scope }) => scope === 'dynamic' || isAsWide(scope, 'package'))
  )
}

/** The workers that meet a fixture keep it: as many as run its tests, modules or classes. */
export function sumOnHost(
  found: SessionSum,
  { row, plan }: HostSizing,
  distribution: Distribution | undefined,
): SumOnHost {
  const workers = row.processes === 'unbounded' ? row.fits : row.processes
  const rest = row.base + workers * Math.max(0, row.workload.footprint.bytes - found.bytes)
  const copies = found.fixtures.map(one => ({
    copies: Math.min(workers, meetings(one, distribution)),
    bytes: bytesOf(one),
  }))
  const kept = sum(copies.map(each => each.copies * each.bytes))
  const asModules = Math.min(kept, workers * found.ofOneModule)
  const written = copies.map(each => `${each.copies} × ${formatFactor(each.bytes)}`).join(' + ')
  return {
    asWritten: rest + kept,
    asModules: rest + asModules,
    arithmetic: `${plan.host.name}: ${written} = ${formatGiB(kept)} and ${formatGiB(rest)} for the rest of ${workers === 1 ? 'the run' : `${workers} workers`}; ${formatGiB(row.available, 'down')} available; with scope="module" at most ${formatGiB(asModules)} and the rest`,
  }
}

function meetings({ users, tests }: HeavyFixture, distribution: Distribution | undefined): number {
  if (distribution === 'each') return Number.POSITIVE_INFINITY
  if (distribution === 'loadfile') return modulesOf(users).length
  if (distribution === 'loadscope') return new Set(users.tests.map(scopeOf)).size
  return tests
}

function scopeOf({ document, test }: User): unknown {
  return test.within.class ?? document
}

function sum(amounts: readonly Bytes[]): Bytes {
  return amounts.reduce((total, one) => total + one, 0)
}
