import { changes, fallsTo } from '../effect.mjs'
import { pytest } from '../pytest-run.mjs'

/** @type {import('../effect.mjs').Effect[]} */
export default [
  {
    rule: 'pytest/workers-exceed-memory',
    change: '`-n auto` on 8 cpus gets `--maxprocesses=3`, sized for 1.5 GiB; each worker takes 140 MiB',
    repository: 'pytest-workers-exceed-memory',
    fixedBy: 'memlint',
    run: pytest({ cpus: 8 }),
    shows: ['peakBytes', 'seconds', 'workers'],
    claims: [changes('workers', 8, 3), fallsTo('peakBytes', 0.6)],
  },
]
