import { fallsTo } from '../effect.mjs'
import { pytest } from '../pytest-run.mjs'

/** @type {import('../effect.mjs').Effect[]} */
export default [
  {
    rule: 'pytest/worker-restart-storm',
    change: 'every test kills its worker; `-n 2` gets `--max-worker-restart=2`',
    repository: 'pytest-worker-restart-storm',
    fixedBy: 'hand',
    ends: 'fails',
    run: pytest(),
    shows: ['workers'],
    claims: [fallsTo('workers', 0.5)],
  },
]
