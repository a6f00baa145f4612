import { MiB } from '../../../src/model/bytes.ts'
import { type Amount, footprint } from '../../../src/model/footprint.ts'

const MEASUREMENT =
  'proportional set size under `pylint -j 2` over Sphinx 9.0.4: pylint 4.1.4, astroid 4.3.4, CPython 3.11.7, Linux x86-64'

/**
 * What the larger of two workers holds at the end, when it has parsed its share of the files and everything they
 * import. Over the standard library it was 314 MiB.
 */
export const WORKER = footprint('default', [
  {
    what: 'Python with pylint and what it parsed',
    bytes: 310 * MiB,
    evidence: 'measured',
    source: MEASUREMENT,
  },
])

/** The process that hands out files and collects messages. */
export const MAIN_PROCESS: Amount = {
  what: 'pylint itself',
  bytes: 66 * MiB,
  evidence: 'measured',
  source: MEASUREMENT,
}
