import { changes } from '../effect.mjs'
import { pytest } from '../pytest-run.mjs'

/** @type {import('../effect.mjs').Effect[]} */
export default [
  {
    rule: 'pytest/joined-flag',
    change: '`"-n auto"` as one element of an array, which pytest refuses, becomes `"-nauto"`',
    repository: 'pytest-joined-flag',
    fixedBy: 'memlint',
    ends: 'refused',
    run: pytest({ cpus: 2 }),
    shows: ['workers'],
    claims: [changes('workers', 0, 2)],
  },
]
