import { cargo } from '../cargo-run.mjs'
import { fallsTo } from '../effect.mjs'
import { writeCrate } from '../rust-crate.mjs'

/** @type {import('../effect.mjs').Effect[]} */
export default [
  {
    rule: 'cargo/profile-in-member',
    change: '`debug = "line-tables-only"` moves from a member to the root, where cargo reads it',
    repository: 'cargo-profile-in-member',
    fixedBy: 'memlint',
    prepare: folder => writeCrate(`${folder}/ledger`, { records: 20 }),
    run: cargo(['build']),
    shows: ['peakBytes', 'seconds', 'warnings', 'targetBytes'],
    claims: [fallsTo('targetBytes', 0.85)],
  },
]
