import { cargo } from '../cargo-run.mjs'
import { fallsTo } from '../effect.mjs'
import { writeCrate } from '../rust-crate.mjs'

/** @type {import('../effect.mjs').Effect[]} */
export default [
  {
    rule: 'cargo/few-codegen-units',
    change: '`codegen-units = 1` goes from the profile dev',
    slow: true,
    repository: 'cargo-few-codegen-units',
    fixedBy: 'memlint',
    prepare: folder => writeCrate(folder, { records: 80 }),
    run: cargo(['build']),
    shows: ['peakBytes', 'seconds'],
    claims: [fallsTo('peakBytes', 0.95)],
  },
]
