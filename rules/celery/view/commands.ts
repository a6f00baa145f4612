import type { Owned } from '../../../src/model/ecosystem.ts'

/** Files in which a worker's command line is found. */
export const COMMAND_FILES: readonly Owned[] = [
  { path: /(^|\/)Procfile$/, format: 'lines' },
  { path: /(^|\/)(?:[\w-]+\.)?Dockerfile$/, format: 'lines' },
  { path: /(^|\/)(?:start|[\w-]*(?:entrypoint|worker|celery)[\w-]*)\.sh$/, format: 'lines' },
  { path: /(^|\/)[\w-]*(?:worker|celery)[\w-]*\.service$/, format: 'lines' },
  { path: /(^|\/)[\w-]*(?:worker|celery)[\w-]*\.conf$/, format: 'lines' },
  { path: /(^|\/)start$/, format: 'lines' },
  { path: /(^|\/)entrypoint$/, format: 'lines' },
]

/** Where command lines may be as well, when another tool's files bring them along. */
export const OTHER_COMMANDS = /(^|\/)(?:Makefile|justfile|[\w.-]+\.(?:ya?ml|sh|toml))$/

/** A ceiling for a child on a command line or in a file that memlint does not read key by key. */
export const CEILING = /max[-_](?:memory|tasks)[-_]per[-_]child|maxtasksperchild/i

/** `-P gevent`, `--pool=solo`: pools without child processes. */
export const OTHER_POOL = /(?:-P|--pool)[ =]?["']?(?:gevent|eventlet|threads|solo)\b/
