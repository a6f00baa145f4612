import { changes, fallsTo } from '../effect.mjs'
import { pytest } from '../pytest-run.mjs'

/** @type {import('../effect.mjs').Effect[]} */
export default [
  {
    rule: 'pytest/session-fixtures-sum',
    change: 'five models of 60 MiB, one a module, from `scope="session"` to `scope="module"`',
    repository: 'pytest-session-fixtures-sum',
    fixedBy: 'hand',
    run: pytest(),
    shows: ['peakBytes', 'seconds', 'loads'],
    claims: [changes('loads', 5, 5), fallsTo('peakBytes', 0.6)],
  },
]
