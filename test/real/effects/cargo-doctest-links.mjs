import { cargo } from '../cargo-run.mjs'
import { fallsBelow, staysAbove } from '../effect.mjs'
import { writeCrate } from '../rust-crate.mjs'

const DOCTESTS = ['test', '--doc']
/** The tests are not run: what has so many is large enough for a word about its examples. */
const SIZES = { records: 4, doctests: 8, tests: 8 }

/** @type {import('../effect.mjs').Effect[]} */
export default [
  {
    rule: 'cargo/doctest-links',
    change: '8 examples in documentation, 8 cpus; `RUST_TEST_THREADS = "2"` in `[env]`, sized for 1.5 GiB',
    repository: 'cargo-doctest-links-threads',
    fixedBy: 'memlint',
    prepare: folder => writeCrate(folder, SIZES),
    run: cargo(DOCTESTS, { first: ['build', '--lib'], times: 3 }),
    shows: ['peakBytes', 'seconds', 'compilers'],
    claims: [fallsBelow('compilers', 2)],
  },
  {
    rule: 'cargo/doctest-links',
    change: 'the same; `[build] jobs = 1`, which does not reach them',
    slow: true,
    repository: 'cargo-doctest-links-jobs',
    fixedBy: 'hand',
    hazard: 'stays',
    prepare: folder => writeCrate(folder, SIZES),
    run: cargo(DOCTESTS, { first: ['build', '--lib'], times: 3 }),
    shows: ['peakBytes', 'seconds', 'compilers'],
    claims: [staysAbove('compilers', 2)],
  },
  {
    rule: 'cargo/doctest-links',
    change: 'the same; `edition = "2024"`, which merges them into one program',
    repository: 'cargo-doctest-links-edition',
    fixedBy: 'hand',
    prepare: folder => writeCrate(folder, SIZES),
    run: cargo(DOCTESTS, { first: ['build', '--lib'], times: 3 }),
    shows: ['peakBytes', 'seconds', 'compilers'],
    claims: [fallsBelow('compilers', 2)],
  },
]
