import { changes } from '../effect.mjs'
import { pytest } from '../pytest-run.mjs'

/** @type {import('../effect.mjs').Effect[]} */
export default [
  {
    rule: 'pytest/pools-in-workers',
    change: '`multiprocessing.Pool()` on 4 cpus, in each of 3 workers, becomes `Pool(processes=2)`',
    repository: 'pytest-pools-in-workers',
    fixedBy: 'memlint',
    run: pytest({ cpus: 4 }),
    shows: ['peakBytes', 'seconds', 'poolProcesses'],
    claims: [changes('poolProcesses', 12, 6)],
  },
]
