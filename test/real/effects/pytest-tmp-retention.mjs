import { fallsTo } from '../effect.mjs'
import { pytest } from '../pytest-run.mjs'

/** @type {import('../effect.mjs').Effect[]} */
export default [
  {
    rule: 'pytest/tmp-retention',
    change:
      'a test that writes 20 MiB to `tmp_path`, run 4 times; `tmp_path_retention_count` goes from 10 to 1',
    repository: 'pytest-tmp-retention',
    fixedBy: 'memlint',
    run: pytest({ times: 4 }),
    shows: ['keptBytes'],
    claims: [fallsTo('keptBytes', 0.5)],
  },
]
