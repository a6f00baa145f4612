import { branchOn } from '../../../src/model/choice.ts'
import { type Setting, setting } from '../../../src/model/setting.ts'
import { Literal, type Value } from '../../../src/model/value.ts'
import type { Count, Side } from '../../../src/model/workload.ts'
import type { FixedCount } from '../../common/fixed-count.ts'
import type { ConfigFile } from './config-files.ts'

/** How many test files run at once, each in a thread or a process of its own. */
export interface Concurrency extends FixedCount {
  readonly count: Setting<Count>
  /** For messages. */
  readonly written: string
}

/** Undefined where files run in turn, where it cannot be told, and where ava refuses to start. */
export function concurrencyOn({ document, root }: ConfigFile, side: Side): Concurrency | undefined {
  const serial = branchOn(document, [...root, 'serial'], side).value
  if (serial === true || serial instanceof Literal) return undefined
  const { value, at } = branchOn(document, [...root, 'concurrency'], side)
  const count = countOf(value, side)
  if (!count) return undefined
  const set = setting(value, document, at)
  return {
    set,
    key: 'concurrency',
    asNumber: true,
    count: { ...set, value: count },
    ...(value ? { number: Number(value), written: `concurrency: ${value}` } : { written: BY_DEFAULT }),
  }
}

export const BY_DEFAULT = "ava's default"

/** `os.cpus()`, but 2 where `ci-info` knows a service: in all versions from 4 to 8, and 0 is that too. */
function countOf(value: Value | undefined, side: Side): Count | undefined {
  if (value === undefined || value === 0)
    return side === 'ci' ? { kind: 'fixed', processes: 2 } : { kind: 'per-cpu', cpus: 'logical' }
  return typeof value === 'number' && value > 0 && Number.isInteger(value)
    ? { kind: 'fixed', processes: value }
    : undefined
}
