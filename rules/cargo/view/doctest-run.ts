import { MiB } from '../../../src/model/bytes.ts'
import type { Sources } from '../../../src/model/ecosystem.ts'
import { type Amount, footprint } from '../../../src/model/footprint.ts'
import { type Setting, setting } from '../../../src/model/setting.ts'
import { isTable, type Value } from '../../../src/model/value.ts'
import type { Count, Workload } from '../../../src/model/workload.ts'
import type { CargoWorkspace } from '../ecosystem.ts'
import type { Config } from './config.ts'
import { type Doctests, separateDoctests } from './doctests.ts'
import { hasManyToCompile, MANY_DOCTESTS } from './size.ts'

/** What `cargo test` does about the examples of one library after the other. */
export interface DoctestRun {
  /** Libraries with many, the one with most first; at least one. */
  readonly libraries: readonly [Doctests, ...Doctests[]]
  /** `RUST_TEST_THREADS` in `[env]`, a whole number in a string. */
  readonly set?: Setting<Value>
  /** Whether the environment of one machine can say otherwise. */
  readonly yields: boolean
  /** For messages. */
  readonly written: string
  readonly workload: Workload
}

/** Undefined where examples are few, where little is linked, and where it is not known how many run at once. */
export function doctestRun(
  sources: Sources,
  view: Omit<CargoWorkspace, 'build' | 'several' | 'said' | 'doctestRun'>,
): DoctestRun | undefined {
  const { config, folder } = view
  const set = threadsIn(config)
  // All this before any source is read: those of large projects are many.
  if (config.continues || !hasManyToCompile(view) || (set && !isThreads(set.value))) return undefined
  const [most, ...others] = separateDoctests(sources, view)
    .filter(({ count }) => count >= MANY_DOCTESTS)
    .toSorted((a, b) => b.count - a.count)
  if (!most) return undefined
  const count: Count = set
    ? { kind: 'fixed', processes: Number(set.value) }
    : { kind: 'per-cpu', cpus: 'quota' }
  return {
    libraries: [most, ...others],
    ...(set && { set }),
    yields: config.find([...THREADS, 'force'])?.value !== true,
    written: set ? `RUST_TEST_THREADS = ${JSON.stringify(set.value)}` : 'cargo test',
    workload: {
      id: `cargo/doctests:${folder}`,
      kind: 'cargo/doctests',
      folder,
      title: 'cargo doctests',
      process: 'example',
      phase: 'test',
      when: 'every plain cargo test',
      count: { ...(set ?? editionSetting(most)), value: { kind: 'capped', count, atMost: most.count } },
      footprint: footprint('default', [EXAMPLE]),
      base: [],
    },
  }
}

/** What to point at in a library: its edition keeps the examples apart. */
export function editionSetting({ manifest }: Doctests): Setting<undefined> {
  return setting(undefined, manifest.document, ['package', 'edition'])
}

export const THREADS = ['env', 'RUST_TEST_THREADS']

/** Written plainly or as `{ value = … }`. */
function threadsIn(config: Config): Setting<Value> | undefined {
  const written = config.find(THREADS)
  if (!written || !isTable(written.value)) return written
  return setting(written.value.value ?? null, written.document, [...THREADS, 'value'])
}

function isThreads(value: Value): boolean {
  return typeof value === 'string' && /^[1-9]\d*$/.test(value)
}

const EXAMPLE: Amount = {
  what: 'one example',
  bytes: 160 * MiB,
  evidence: 'guess',
  source:
    '1258 MiB were measured for 8 at once and 346 MiB for 2 (rustc 1.95); how much of its library each of these links is not known',
}
