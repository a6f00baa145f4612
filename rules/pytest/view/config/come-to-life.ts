/** The rules that judge options once pytest reads them: what a repaired line asks for may be too much as well. */
export const JUDGED_THEN: readonly string[] = [
  'pytest/comment-in-options',
  'pytest/heavy-fixture-spread',
  'pytest/joined-flag',
  'pytest/worker-restart-storm',
  'pytest/workers-exceed-memory',
  'pytest/xdist-not-installed',
]
