import { fallsBelow } from '../effect.mjs'
import { pytest } from '../pytest-run.mjs'

/** @type {import('../effect.mjs').Effect[]} */
export default [
  {
    rule: 'pytest/worker-restart-storm',
    change: 'every test kills its worker; `-n 2` gets `--max-worker-restart=1`',
    repository: 'pytest-worker-restart-storm',
    fixedBy: 'memlint',
    ends: 'fails',
    run: pytest(),
    shows: ['seconds', 'workers'],
    claims: [fallsBelow('workers', 3)],
  },
]
