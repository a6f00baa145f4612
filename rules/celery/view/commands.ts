import type { Owned } from '../../../src/model/ecosystem.ts'

/** Files in which a worker's command line is found. */
export const COMMAND_FILES: readonly Owned[] = [
  { path: /(^|\/)Procfile$/, format: 'lines' },
  { path: /(^|\/)(?:[\w-]+\.)?Dockerfile(?:\.[\w-]+)?$/, format: 'lines' },
  {
    path: /(^|\/)(?:start|entrypoint|[\w-]*worker[\w-]*|[\w-]*celery[\w-]*)(?:\.sh|\.conf|\.service)?$/,
    format: 'lines',
  },
]

/** Where command lines may be as well, when another tool's files bring them along. */
export const OTHER_COMMANDS = /(^|\/)(?:Makefile|justfile|[\w.-]+\.(?:ya?ml|sh|toml))$/

/** A ceiling for a child on a command line or in a file that memlint does not read key by key. */
export const CEILING = /max[-_](?:memory|tasks)[-_]per[-_]child|maxtasksperchild/i

/** `-P gevent`, `--pool=solo`: pools without child processes. */
export const OTHER_POOL = /(?:-P|--pool)[ =]?["']?(?:gevent|eventlet|threads|solo)\b/
