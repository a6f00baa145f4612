import { cargo } from '../cargo-run.mjs'
import { fallsTo } from '../effect.mjs'
import { writeCrate } from '../rust-crate.mjs'

/** @type {import('../effect.mjs').Effect[]} */
export default [
  {
    rule: 'cargo/many-test-binaries',
    change: '9 files in `tests/`, a program each, become modules of one',
    slow: true,
    repository: 'cargo-many-test-binaries',
    fixedBy: 'hand',
    removed: [0, 1, 2, 3, 4, 5, 6, 7, 8].map(index => `tests/part_${index}.rs`),
    prepare: folder => writeCrate(folder, { records: 40, tests: 9 }),
    run: cargo(['test', '--tests', '--no-run'], { first: ['build', '--lib'] }),
    shows: ['peakBytes', 'seconds', 'compilers', 'targetBytes'],
    claims: [fallsTo('targetBytes', 0.7)],
  },
]
