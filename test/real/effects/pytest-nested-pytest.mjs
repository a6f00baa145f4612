import { changes } from '../effect.mjs'
import { pytest } from '../pytest-run.mjs'

/** @type {import('../effect.mjs').Effect[]} */
export default [
  {
    rule: 'pytest/nested-pytest',
    change:
      'tests that start pytest inherit `-n 3`: 1 + 3 + 3 × (1 + 3) processes; they get `-n0`: 1 + 3 + 3',
    repository: 'pytest-nested-pytest',
    fixedBy: 'hand',
    run: pytest(),
    shows: ['peakBytes', 'seconds', 'pytestProcesses'],
    claims: [changes('pytestProcesses', 16, 7)],
  },
]
