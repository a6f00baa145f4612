// npm runs this after `npm ci`, before it packs, and when somebody installs memlint from its repository. In the last
// case, if the install is global as pre-commit's is, npm hands `--global` on to the install that was to bring what the
// build needs, and nothing is there (https://github.com/npm/cli/issues/8440). It also prepares twice then.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const { npm_config_global, npm_config_location, ...env } = process.env
const isBuilt = npm_config_global && existsSync(join(root, 'dist'))

if (!existsSync(join(root, 'node_modules/esbuild'))) {
  // No package needs its install script for the build, and one of them would compile a parser.
  const flags = [
    '--no-global',
    '--include=dev',
    '--ignore-scripts',
    '--no-audit',
    '--no-fund',
    '--no-progress',
  ]
  node(process.env.npm_execpath, 'ci', ...flags)
}
if (!isBuilt) node(join(root, 'scripts/build.mjs'))

function node(...args) {
  const { status, error } = spawnSync(process.execPath, args, { cwd: root, env, stdio: 'inherit' })
  if (error) throw error
  if (status !== 0) process.exit(status ?? 1)
}
