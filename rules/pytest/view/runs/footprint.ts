import { MiB } from '../../../../src/model/bytes.ts'
import type { Amount, Footprint } from '../../../../src/model/footprint.ts'
import { footprint } from '../../../../src/model/footprint.ts'

const MEASUREMENT =
  'proportional set size under `pytest -n 2` with an empty suite: pytest 9.2.0, pytest-xdist 3.8.0, CPython 3.11.7, Linux x86-64'

/** A worker before it imports anything of a suite. */
export const WORKER: Amount = {
  what: 'Python with pytest and xdist',
  bytes: 25 * MiB,
  evidence: 'measured',
  source: MEASUREMENT,
}

/** xdist's own process, which runs no tests. */
export const CONTROLLER: Amount = {
  what: 'pytest itself',
  bytes: 26 * MiB,
  evidence: 'measured',
  source: MEASUREMENT,
}

/** What a suite loads of which nothing is known: from 0.1 GiB (coverage.py's own tests) to 4 GiB in reports. */
const SUITE: Amount = {
  what: 'the code under test and its imports',
  bytes: 256 * MiB,
  evidence: 'guess',
  source: 'a typical suite: set footprints in the configuration to what yours measures',
}

/** Memory of one process that runs tests, from what its files load; where nothing heavy is seen, a typical suite's. */
export function workerFootprint(seen: readonly Amount[]): Footprint {
  return seen.length > 0 ? footprint('derived', [WORKER, ...seen]) : footprint('default', [WORKER, SUITE])
}
