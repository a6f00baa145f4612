import { changes, fallsTo } from '../effect.mjs'
import { pytest } from '../pytest-run.mjs'

/** @type {import('../effect.mjs').Effect[]} */
export default [
  {
    rule: 'pytest/heavy-fixture-per-test',
    change: 'a model of 60 MiB for each of 8 tests that **fail** gets `scope="module"`',
    repository: 'pytest-heavy-fixture-per-test-failing',
    fixedBy: 'memlint',
    ends: 'fails',
    run: pytest(),
    shows: ['peakBytes', 'seconds', 'loads'],
    claims: [changes('loads', 8, 1), fallsTo('peakBytes', 0.5)],
  },
  {
    rule: 'pytest/heavy-fixture-per-test',
    change: 'the same with 8 tests that pass, one worker',
    slow: true,
    repository: 'pytest-heavy-fixture-per-test-passing',
    fixedBy: 'memlint',
    run: pytest(),
    shows: ['peakBytes', 'seconds', 'loads'],
    claims: [changes('loads', 8, 1)],
  },
]
