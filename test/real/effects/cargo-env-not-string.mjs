import { cargo } from '../cargo-run.mjs'

/** @type {import('../effect.mjs').Effect[]} */
export default [
  {
    rule: 'cargo/env-not-string',
    change: 'a number in `[env]`, which no command of cargo accepts, becomes a text',
    repository: 'cargo-env-not-string',
    fixedBy: 'memlint',
    ends: 'refused',
    run: cargo(['build']),
    shows: ['exitCode'],
    claims: [],
  },
]
