import { MiB } from '../../../src/model/bytes.ts'
import { type Amount, footprint } from '../../../src/model/footprint.ts'

const MEASUREMENT =
  'proportional set size under `mypy -n 6` over Sphinx 9.0.4 without a cache: mypy 2.4.1, CPython 3.11.7, Linux x86-64'

/** The mean of six workers; they took from 69 to 151 MiB, and all together twice what one process without them does. */
export const WORKER = footprint('default', [
  { what: 'mypy and what it checks', bytes: 86 * MiB, evidence: 'measured', source: MEASUREMENT },
])

/** The process that starts the workers and tells them what to check. */
export const COORDINATOR: Amount = {
  what: 'mypy itself',
  bytes: 59 * MiB,
  evidence: 'measured',
  source: MEASUREMENT,
}
