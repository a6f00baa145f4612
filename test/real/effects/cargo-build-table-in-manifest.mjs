import { cargo } from '../cargo-run.mjs'
import { changes } from '../effect.mjs'

/** @type {import('../effect.mjs').Effect[]} */
export default [
  {
    rule: 'cargo/build-table-in-manifest',
    change: '`[build] jobs = 2` moves from Cargo.toml to `.cargo/config.toml`; 8 cpus',
    repository: 'cargo-build-table-in-manifest',
    fixedBy: 'memlint',
    run: cargo(['build']),
    shows: ['jobs', 'warnings'],
    claims: [changes('jobs', 8, 2), changes('warnings', 1, 0)],
  },
]
