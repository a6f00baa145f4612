import { cargo, withoutGnuLd } from '../cargo-run.mjs'
import { fallsTo } from '../effect.mjs'
import { writeCrate } from '../rust-crate.mjs'

const LINK = ['test', '--tests', '--no-run']

/** @type {import('../effect.mjs').Effect[]} */
export default [
  {
    rule: 'cargo/full-debug-info',
    change: 'one crate is compiled with `debug = "line-tables-only"`',
    repository: 'cargo-full-debug-info',
    fixedBy: 'memlint',
    prepare: folder => writeCrate(folder, { records: 100, tests: 8 }),
    run: cargo(['build', '--lib']),
    shows: ['peakBytes', 'seconds', 'targetBytes'],
    claims: [fallsTo('targetBytes', 0.85)],
  },
  {
    rule: 'cargo/full-debug-info',
    change: '8 test programs are linked at once, by the linker that rustc takes by itself',
    slow: true,
    repository: 'cargo-full-debug-info',
    fixedBy: 'memlint',
    prepare: folder => writeCrate(folder, { records: 40, tests: 8 }),
    run: cargo(LINK, { first: ['build', '--lib'] }),
    shows: ['peakBytes', 'seconds', 'targetBytes'],
    claims: [fallsTo('targetBytes', 0.85)],
  },
  {
    rule: 'cargo/full-debug-info',
    change: 'the same with GNU ld',
    slow: true,
    repository: 'cargo-full-debug-info',
    fixedBy: 'memlint',
    prepare: folder => writeCrate(folder, { records: 40, tests: 8 }),
    run: cargo(LINK, { first: ['build', '--lib'], env: { RUSTFLAGS: '-Clinker-features=-lld' } }),
    missing: withoutGnuLd,
    shows: ['peakBytes', 'seconds', 'linkerBytes', 'targetBytes'],
    claims: [fallsTo('targetBytes', 0.85)],
  },
]
