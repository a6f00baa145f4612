import { changes, fallsTo } from '../effect.mjs'
import { pytest } from '../pytest-run.mjs'

/** @type {import('../effect.mjs').Effect[]} */
export default [
  {
    rule: 'pytest/heavy-import',
    change:
      'four modules that load 60 MiB at their top level load it in a fixture; 4 workers, each runs one module',
    repository: 'pytest-heavy-import',
    fixedBy: 'hand',
    run: pytest(),
    shows: ['peakBytes', 'seconds', 'loads'],
    claims: [changes('loads', 16, 4), fallsTo('peakBytes', 0.65)],
  },
]
