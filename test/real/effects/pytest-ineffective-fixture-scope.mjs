import { changes } from '../effect.mjs'
import { pytest } from '../pytest-run.mjs'

/** @type {import('../effect.mjs').Effect[]} */
export default [
  {
    rule: 'pytest/ineffective-fixture-scope',
    change: '`def model(scope="session")`, which pytest does not read, moves to the decorator; 3 tests',
    repository: 'pytest-ineffective-fixture-scope',
    fixedBy: 'memlint',
    run: pytest(),
    shows: ['peakBytes', 'seconds', 'loads'],
    claims: [changes('loads', 3, 1)],
  },
]
