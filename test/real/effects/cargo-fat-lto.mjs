import { cargo } from '../cargo-run.mjs'
import { writeCrate, writeProgram } from '../rust-crate.mjs'

/** @type {import('../effect.mjs').Effect[]} */
export default [
  {
    rule: 'cargo/fat-lto',
    change: 'a small program is linked with `lto = "thin"` instead of `true`',
    repository: 'cargo-fat-lto',
    fixedBy: 'hand',
    prepare: folder => {
      // The tests are not run: what has so many is large enough for a word about a release.
      writeCrate(folder, { records: 12, tests: 8 })
      writeProgram(folder)
    },
    run: cargo(['build', '--release'], { first: ['build', '--release', '--lib'] }),
    shows: ['peakBytes', 'seconds'],
    claims: [],
  },
]
