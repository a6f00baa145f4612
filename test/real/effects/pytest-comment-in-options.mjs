import { pytest } from '../pytest-run.mjs'

/** @type {import('../effect.mjs').Effect[]} */
export default [
  {
    rule: 'pytest/comment-in-options',
    change:
      'a comment behind `-n 2`, which pytest takes for names of files, moves to its own line: before, no test runs',
    repository: 'pytest-comment-in-options',
    fixedBy: 'memlint',
    ends: 'refused',
    run: pytest(),
    shows: ['exitCode'],
    claims: [],
  },
]
