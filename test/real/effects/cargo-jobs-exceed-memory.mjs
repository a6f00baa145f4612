import { cargo } from '../cargo-run.mjs'
import { fallsBelow } from '../effect.mjs'
import { writeCrate } from '../rust-crate.mjs'

/** @type {import('../effect.mjs').Effect[]} */
export default [
  {
    rule: 'cargo/jobs-exceed-memory',
    change: '8 test programs; `jobs = 8` becomes `jobs = 2`, sized for 1.5 GiB',
    slow: true,
    repository: 'cargo-jobs-exceed-memory',
    fixedBy: 'memlint',
    prepare: folder => writeCrate(folder, { records: 40, tests: 8 }),
    run: cargo(['test', '--tests', '--no-run'], { first: ['build', '--lib'] }),
    shows: ['peakBytes', 'seconds', 'compilers'],
    claims: [fallsBelow('compilers', 2)],
  },
]
