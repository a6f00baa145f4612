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
      writeCrate(folder, { records: 12 })
      writeProgram(folder)
    },
    run: cargo(['build', '--release'], { first: ['build', '--release', '--lib'] }),
    shows: ['peakBytes', 'seconds'],
    claims: [],
  },
]
